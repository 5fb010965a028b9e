/// Why a model could not be loaded or run; the description says what to do.
package enum InferenceError: Error, Sendable, Equatable, CustomStringConvertible {
    /// ONNX Runtime is missing or cannot be used.
    case library(path: String, cause: String)
    /// No file is there, or it may not be read.
    case modelFile(path: String, cause: String)
    /// The file is no model that the runtime can load.
    case modelContent(path: String, cause: String)
    /// The file holds no weights that could be used.
    case weights(path: String, cause: String)
    /// The file is a model, and another one than expected.
    case modelShape(path: String, cause: String)
    /// The runtime refused to run.
    case run(cause: String)
    /// More texts wait for their vectors than may.
    case busy

    package var description: String {
        switch self {
        case .library(let path, let cause): "ONNX Runtime cannot be loaded from \(path) (\(cause)); run: make models"
        case .modelFile(let path, let cause): "the model \(path) cannot be read (\(cause)); run: make models"
        case .modelContent(let path, let cause): "\(path) is not an ONNX model, or a damaged one (\(cause)); delete it and run: make models"
        case .weights(let path, let cause): "\(path) holds no usable weights (\(cause)); delete it and run: make models"
        case .modelShape(let path, let cause): "\(path) is another model than expected: \(cause); name the right file or run: make models"
        case .run(let cause): "a model refused to run: \(cause)"
        case .busy: "too many texts wait for the sentence embedding model: try again later"
        }
    }
}
