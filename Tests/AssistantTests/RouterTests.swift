import Assistant
import Dialogue
import Testing
import Wire

@Suite struct RouterTests {
    private static let quick = ModelOutlook(firstWord: 0.2)
    private static let slow = ModelOutlook(firstWord: 1.5)

    private func route(_ outlook: RouteOutlook) -> (Route.Way, Route.Reason) {
        let route = Router().route(outlook)
        return (route.way, route.reason)
    }

    @Test("the mode is kept to, as far as there is a model", arguments: AnswerMode.allCases)
    func modes(mode: AnswerMode) {
        var outlook = RouteOutlook(mode: mode, confidence: 0.5, hasDirectAnswer: true, hasOpening: true)
        #expect(route(outlook) == (.direct, mode == .direct ? .mode : .noModel))
        outlook.model = ModelOutlook(isAvailable: false, firstWord: 0.2)
        #expect(route(outlook) == (.direct, mode == .direct ? .mode : .modelUnavailable))
        outlook.model = Self.quick
        switch mode {
        case .direct: #expect(route(outlook) == (.direct, .mode))
        case .llm: #expect(route(outlook) == (.llm, .mode))
        case .hybrid: #expect(route(outlook) == (.hybrid, .mode))
        case .adaptive: #expect(route(outlook) == (.llm, .unsure))
        }
    }

    @Test("hybrid answers directly what the intents are sure of, and without an opening waits for the model")
    func hybrid() {
        var outlook = RouteOutlook(mode: .hybrid, confidence: 0.9, hasDirectAnswer: true, hasOpening: true, model: Self.quick)
        #expect(route(outlook) == (.direct, .sure))
        outlook.hasDirectAnswer = false
        #expect(route(outlook) == (.hybrid, .mode))
        outlook.hasOpening = false
        #expect(route(outlook) == (.llm, .unsure))
    }

    @Test("adaptive weighs confidence, waiting, patience, load and cost")
    func adaptive() {
        var outlook = RouteOutlook(mode: .adaptive, confidence: 0.95, hasDirectAnswer: true, hasOpening: true, model: Self.quick)
        #expect(route(outlook) == (.direct, .sure))
        // What is not understood is for the model, with something said before it where it is slow.
        outlook.hasDirectAnswer = false
        outlook.confidence = 0
        #expect(route(outlook) == (.llm, .unsure))
        outlook.model = Self.slow
        #expect(route(outlook) == (.hybrid, .slowModel))
        outlook.hasOpening = false
        #expect(route(outlook) == (.llm, .unsure))
        // A middling answer is better than a long wait for somebody who never waits.
        outlook = RouteOutlook(mode: .adaptive, confidence: 0.6, hasDirectAnswer: true, model: Self.slow)
        #expect(route(outlook) == (.llm, .unsure))
        outlook.impatience = 1
        #expect(route(outlook) == (.direct, .notWorthIt))
        // Nor is it worth much money, or the last of the processor.
        outlook.impatience = 0
        outlook.model = ModelOutlook(firstWord: 0.2, cost: 0.1)
        #expect(route(outlook) == (.direct, .notWorthIt))
        outlook.model = ModelOutlook(firstWord: 0.2, isLocal: true)
        #expect(route(outlook) == (.llm, .unsure))
        outlook.isBusy = true
        #expect(route(outlook) == (.direct, .notWorthIt))
    }

    @Test("every choice says what it was made of")
    func explained() {
        let outlook = RouteOutlook(mode: .adaptive, hasOpening: true, model: Self.slow)
        let route = Router().route(outlook)
        #expect(route.details["way"] == "hybrid" && route.details["reason"] == "slow_model")
        #expect(route.details["model_first_word_ms"] == 1_500)
        #expect(route.worth[.hybrid] ?? 0 > route.worth[.llm] ?? 0)
        #expect(route.explanation.contains("1500 ms"))
    }
}
