package import Inference
package import Language
package import Memory
package import Personality
package import Tools

/// What an assistant is made of beside the models of this machine.
package struct AssistantOptions: Sendable {
    /// The person's own intent packs, over Coda's; need not exist.
    package var intentFolder: String?
    /// Whether intents are told apart by meaning too; otherwise by words alone.
    package var comparesMeaning = true
    /// Where what was learnt from the examples is kept; `nil` learns at every start.
    package var learntFolder: String?
    /// Whether the start waits for the learning.
    package var waitsForLearning = false
    /// Told once why intents are told apart by words alone where they are not meant to be.
    package var onGuessFailure: @Sendable (InferenceError) -> Void = { _ in }
    package var understanding = UnderstandingOptions()
    package var model: (any LanguageModel)?
    /// `nil` where there are no tools.
    package var executor: ToolExecutor?
    /// Where people's memories are; `nil` keeps none.
    package var memories: (any MemoryStore)?
    package var memory = PersonalMemory.Options()
    /// `nil` does not fit itself to people.
    package var persona: Persona?
    /// Told when something of memory or manner fails.
    package var say: @Sendable (String) -> Void = { _ in }
    package var cache = ResponseCache.Settings()
    package var settings = AssistantSettings()

    package init() {}
}
