package import Assistant
internal import Language
internal import Synchronization
internal import Telemetry

/// How replies are made: shown once there is an assistant, and of the model once there is one.
extension Meters {
    private var answering: AssistantParts? { assistant.withLock { $0 } }

    /// From now on what the assistant counts is shown.
    package func watch(_ parts: AssistantParts) { assistant.withLock { $0 = parts } }

    func addAssistant() {
        registry.sampled(
            "coda_replies_routed_total", "Replies by who made them, and why.", .counter, labels: ("way", "reason"), of: Route.Way.self,
            Route.Reason.self
        ) { [unowned self] way, reason in
            answering.map { Double($0.tally.count(of: way, reason)) }
        }
        registry.sampled(
            "coda_tool_calls_total", "Calls of the server's tools by what became of them.", .counter, label: "outcome",
            of: CallOutcome.self
        ) { [unowned self] outcome in answering.map { Double($0.tally.byOutcome[outcome] ?? 0) } }
        registry.sampled("coda_response_cache_hits_total", "Questions whose answer the response cache held.", .counter) { [unowned self] in
            answering.map { Double($0.cache.tally.hits) }
        }
        registry.sampled("coda_response_cache_misses_total", "Questions whose answer it might have held.", .counter) { [unowned self] in
            answering.map { Double($0.cache.tally.misses) }
        }
        registry.sampled("coda_response_cache_entries", "Answers in the response cache.") { [unowned self] in
            answering.map { Double($0.cache.tally.entries) }
        }
        registry.sampled("coda_response_cache_bytes", "Their bytes, questions included.") { [unowned self] in
            answering.map { Double($0.cache.tally.bytes) }
        }
        registry.sampled("coda_model_available", "1 while an endpoint of the language model is taken to work.") { [unowned self] in
            answering?.model.map { $0.standing.isAvailable ? 1 : 0 }
        }
        registry.sampled(
            "coda_model_first_word_seconds", "To the first word of the language model, as three of four answers took lately at most."
        ) { [unowned self] in answering?.model?.standing.firstWord }
    }
}
