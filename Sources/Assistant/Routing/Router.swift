internal import Dialogue

/// Chooses who answers a turn. A pure function of what is known, so that every choice can be made again and explained.
package struct Router: Sendable, Equatable {
    /// Confidence from which on the intents answer in `hybrid` without the model.
    package var sure = 0.8
    /// How good a model's answers are taken to be, on the scale of the intents' confidence.
    package var modelQuality = 0.85
    /// What a second of waiting takes from an answer's worth, for the most patient person and for the most impatient.
    package var secondOfWaiting = 0.08...0.3
    /// What one unit of the currency takes from it.
    package var unitOfCost = 5.0
    /// What a model on this machine takes from it while the machine has too much to do.
    package var localModelWhileBusy = 0.3
    /// Seconds to the model's first word from which on something is said before.
    package var slowModel = 0.4

    package init() {}

    package func route(_ outlook: RouteOutlook) -> Route {
        func route(_ way: Route.Way, _ reason: Route.Reason, _ worth: [Route.Way: Double] = [:]) -> Route {
            Route(way: way, reason: reason, mode: outlook.mode, worth: worth, outlook: outlook)
        }
        if outlook.mode == .direct { return route(.direct, .mode) }
        let confidence = outlook.confidence ?? 0
        guard let model = outlook.model else { return route(.direct, .noModel) }
        guard model.isAvailable else { return route(.direct, .modelUnavailable) }
        switch outlook.mode {
        case .direct, .llm: return route(.llm, .mode)
        case .hybrid:
            if outlook.hasDirectAnswer, confidence >= sure { return route(.direct, .sure) }
            return outlook.hasOpening ? route(.hybrid, .mode) : route(.llm, .unsure)
        case .adaptive:
            let worth = worth(outlook, model)
            let ways: [Route.Way] = [.direct, .hybrid, .llm]
            let best = ways.filter { worth[$0] != nil }.max { (worth[$0] ?? 0) < (worth[$1] ?? 0) } ?? .direct
            switch best {
            case .direct: return route(.direct, confidence >= sure ? .sure : .notWorthIt, worth)
            case .hybrid: return route(.hybrid, .slowModel, worth)
            case .llm: return route(.llm, .unsure, worth)
            }
        }
    }

    private func worth(_ outlook: RouteOutlook, _ model: ModelOutlook) -> [Route.Way: Double] {
        let patience = min(max(outlook.impatience, 0), 1)
        let second = secondOfWaiting.lowerBound + (secondOfWaiting.upperBound - secondOfWaiting.lowerBound) * patience
        let price = model.cost * unitOfCost + (outlook.isBusy && model.isLocal ? localModelWhileBusy : 0)
        var worth: [Route.Way: Double] = [.llm: modelQuality - model.firstWord * second - price]
        // Nothing understood: all that is left to say is that.
        worth[.direct] = outlook.hasDirectAnswer ? outlook.confidence ?? 0 : 0
        // The opening takes the edge off the wait, not all of it.
        if outlook.hasOpening, model.firstWord >= slowModel {
            worth[.hybrid] = modelQuality - model.firstWord * second / 2 - price
        }
        return worth
    }
}
