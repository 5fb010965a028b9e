internal import Dialogue

/// What is said where no skill has an answer. True whatever was meant, and not the same twice in a row.
enum Fallback {
    static func nothingHeard(_ request: ReplyRequest) -> SkillAnswer {
        pick(
            request,
            [
                "I could not make out any words. Please say it again.",
                "Sorry, I heard no words that I could understand. Could you repeat that?",
                "I did not catch that. Please try once more, a little slower.",
            ])
    }

    static func notUnderstood(_ request: ReplyRequest) -> SkillAnswer {
        pick(
            request,
            [
                "Sorry, I do not have an answer to that. I can tell the time and the date, calculate, and set timers.",
                "I did not understand that, or I cannot do it yet. Say help to hear what I can do.",
                "That is beyond me for now. Ask me for the time, the date, a calculation or a timer.",
                "I am not able to answer that. I would rather say so than guess.",
            ])
    }

    private static func pick(_ request: ReplyRequest, _ texts: [String]) -> SkillAnswer {
        SkillAnswer(text: texts[request.history.count % texts.count], weight: 0)
    }
}
