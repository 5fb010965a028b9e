import Glibc
import Inference
import Perception
import TestSupport
import Testing

/// The models that `make models` fetches, loaded once for all tests.
enum Models {
    static let library = TestData.deps + "/lib/libonnxruntime.so"
    static let silero = TestData.deps + "/models/silero_vad.onnx"
    static let weights = TestData.deps + "/models/silero_vad.safetensors"
    static let batch = TestData.deps + "/models/silero_vad_batch.onnx"
    static let turn = TestData.deps + "/models/smart_turn.onnx"

    /// Whether they are there.
    static let present = [library, silero, turn].allSatisfy { (path: String) in unsafe access(path, R_OK) == 0 }
    static let absent: Comment = "no models: run make models"
    /// Whether those of the native kernel are there, too.
    static let hasWeights = [weights, batch].allSatisfy { (path: String) in unsafe present && access(path, R_OK) == 0 }

    static let runtime = Result { try InferenceRuntime(libraryPath: library) }
    static let activity = Result { try SileroVAD(runtime: runtime.get(), modelPath: silero) }
    static let inBatches = Result { try SileroVAD(runtime: runtime.get(), modelPath: batch) }
    static let completeness = Result { try SmartTurn(runtime: runtime.get(), modelPath: turn) }
}
