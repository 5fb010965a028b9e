/// What went wrong in a recogniser or a synthesiser. Never holds a person's words.
package enum SpeechError: Error, Sendable, Equatable {
    /// A model file is missing or broken.
    case model(path: String, cause: String)
    /// Every decoder is in use and the audio that may wait is full.
    case busy
    /// It failed again and again, and is left alone for a while.
    case unavailable
    /// The engine refused.
    case engine(operation: String, cause: String)
    /// No such voice; `known` names those there are.
    case voice(String, known: [String])
}
