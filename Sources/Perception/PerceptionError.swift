/// What went wrong while listening for speech and its end.
package enum PerceptionError: Error, Sendable, Equatable, CustomStringConvertible {
    /// The model file is missing or is not the model expected.
    case model(path: String, cause: String)
    /// The runtime refused one inference.
    case inference(cause: String)
    /// A window of the wrong length was pushed.
    case windowLength(expected: Int, got: Int)
    /// Samples that are infinite or not numbers were pushed; they would stay in a network's memory for good.
    case notNumbers

    package var description: String {
        switch self {
        // The cause names the path and the way out.
        case .model(_, let cause): cause
        case .inference(let cause): cause
        case .windowLength(let expected, let got): "a window has \(expected) samples, and \(got) were pushed"
        case .notNumbers: "the samples hold values that are infinite or not numbers; check what decoded them"
        }
    }
}
