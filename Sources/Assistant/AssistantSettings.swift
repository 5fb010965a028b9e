package import Dialogue
package import Tools

/// How the assistant answers unless a session says otherwise.
package struct AssistantSettings: Sendable {
    package var mode = AnswerMode.adaptive
    package var router = Router()
    package var policy = ToolPolicy()
    /// What a language model is told about itself where the client gives no instructions.
    package var persona = """
        You are Coda, a voice assistant. Your words are spoken aloud: answer in one to three short sentences of plain language, without lists, \
        markdown, links or emoji. Say so when you do not know.
        """
    /// Longest wait for a model's first word before the person gets another answer, by mode.
    package var patience: [AnswerMode: Duration] = [.llm: .seconds(8), .hybrid: .seconds(5), .adaptive: .seconds(4)]
    /// Seconds to the first word that are expected of a model nobody has asked yet.
    package var expectedFirstWord = 0.6
    /// Rounds of calls in one reply.
    package var rounds = 6
    /// Functions a model is told of; of more, those that fit the turn.
    package var functions = 32
    /// Estimated tokens of the conversation that a model is given.
    package var promptTokens = 8_000
    /// Of one reply.
    package var replyTokens = 600
    package var temperature: Double?

    package init() {}
}
