internal import Dialogue
package import Wire

/// Understands one turn from intent packs, the fixed skills, and what was said before. Deterministic; it keeps nothing itself.
package struct UnderstandingEngine: Sendable {
    package let library: IntentLibrary
    private let guesser: any IntentGuessing
    /// For where the guesser fails.
    private let overlap: WordOverlapGuesser
    let options: UnderstandingOptions
    let skills: OnDeviceResponder

    /// - Parameter guesser: judges by likeness; `nil` compares words.
    package init(
        library: IntentLibrary, guesser: (any IntentGuessing)? = nil, options: UnderstandingOptions = UnderstandingOptions(),
        skills: OnDeviceResponder = OnDeviceResponder()
    ) {
        self.library = library
        overlap = WordOverlapGuesser(library)
        self.guesser = guesser ?? overlap
        self.options = options
        self.skills = skills
    }

    /// What the turn means. It takes effect only if its memo is given back with the next turn.
    package func understand(_ request: UnderstandingRequest) async -> Understanding {
        var turn = TurnUnderstanding(engine: self, request: request)
        return await turn.understand()
    }

    /// The memo where somebody else answers the turn: a question that was asked is open no more.
    package func passed(_ memo: String) -> String {
        var memo = DialogueMemo(memo)
        memo.pending = nil
        return memo.text
    }

    /// Whether the last answer asked something that this turn may answer.
    package func isAsking(_ memo: String) -> Bool { DialogueMemo(memo).pending != nil }

    func guess(_ text: String) async -> IntentReading {
        do {
            return try await guesser.guess(text)
        } catch {
            return await overlap.guess(text)
        }
    }

    /// What is said once a plan was carried out, and the conversation's state then.
    ///
    /// - Parameters:
    ///   - result: what the tool gave back; an `undo` member of it (`tool`, `arguments`) is what "undo that" calls.
    ///   - speech: the result as the tool itself would say it.
    ///   - failure: why there is no result, fit to be said.
    package func report(
        _ plan: ToolPlan, result: JSONValue?, speech: String?, failure: String?, request: UnderstandingRequest
    ) -> (text: String, memo: String) {
        var turn = TurnUnderstanding(engine: self, request: request, memo: plan.memo)
        return turn.report(plan, result: result, speech: speech, failure: failure)
    }

    /// The question to ask before a plan whose tool must not run unasked. The next turn's yes gives the plan again, confirmed.
    ///
    /// - Parameter isTakenBack: whether what is to be done first is done already.
    package func confirm(_ plan: ToolPlan, isTakenBack: Bool = false) -> (text: String, memo: String) {
        var memo = plan.memo
        if isTakenBack, let before = plan.before { memo.forget(undone: before) }
        let isIntent = library.intents[plan.intent]?.tool == plan.call.tool
        memo.pending = .confirm(
            intent: plan.intent, slots: plan.slots, call: isIntent ? nil : plan.call, before: isTakenBack ? nil : plan.before)
        return (plan.confirmation ?? "Shall I do that?", memo.text)
    }
}
