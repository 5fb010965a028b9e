/// What went wrong while listening for speech and its end.
package enum PerceptionError: Error, Sendable {
    /// The model file is missing or is not the model expected.
    case model(path: String, cause: String)
    /// The runtime refused one inference.
    case inference(cause: String)
    /// A window of the wrong length was pushed.
    case windowLength(expected: Int, got: Int)
}
