package import Inference
package import Language
internal import Synchronization
package import Tools

/// What the assistant works with. Each exists once, whatever the number of sessions.
package struct AssistantParts: Sendable {
    package let intents: IntentStore
    /// `nil` where there are no tools.
    package var executor: ToolExecutor?
    /// Finds the tools that fit a turn, where a model cannot be told of all.
    package var finder: ToolFinder?
    /// `nil` where no language model is set up.
    package var model: (any LanguageModel)?
    package var cache = ResponseCache()
    /// Makes questions comparable by meaning.
    package var embedder: (any SentenceEmbedder)?
    /// What is remembered of people; `nil` where nothing is kept.
    package var memory: PersonalMemory?
    /// How people like to be spoken to.
    package var manners: PersonalManners?
    package var settings = AssistantSettings()
    /// Says what is left to say where nothing else answers.
    package let skills = OnDeviceResponder()
    package let tally = AssistantTally()

    package init(intents: IntentStore) { self.intents = intents }
}

/// How turns were answered, for metrics.
package final class AssistantTally: Sendable {
    package struct Key: Sendable, Hashable {
        package var way: Route.Way
        package var reason: Route.Reason
    }

    private let routes = Mutex<[Key: Int]>([:])
    private let calls = Mutex<[CallOutcome: Int]>([:])

    func count(_ route: Route) { routes.withLock { $0[Key(way: route.way, reason: route.reason), default: 0] += 1 } }

    func count(call outcome: CallOutcome) { calls.withLock { $0[outcome, default: 0] += 1 } }

    package func count(of way: Route.Way, _ reason: Route.Reason) -> Int { routes.withLock { $0[Key(way: way, reason: reason)] ?? 0 } }

    package var byRoute: [Key: Int] { routes.withLock { $0 } }
    package var byOutcome: [CallOutcome: Int] { calls.withLock { $0 } }
}
