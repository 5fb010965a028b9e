internal import Glibc
internal import Inference
package import Perception

/// Choosing what computes the voice-activity network.
extension Engines {
    /// What sessions hear with.
    static func loadVoiceActivity(from home: EngineHome, options: EngineOptions, _ runtime: InferenceRuntime) throws -> VoiceActivity {
        guard usesKernel(options.voiceActivity, home) else {
            let batches = BatchedSileroVAD(
                try SileroVAD(runtime: runtime, modelPath: batchModel(home)), delay: options.voiceActivityDelay)
            return VoiceActivity(batches, name: "ONNX Runtime \(runtime.version), in batches")
        }
        let native = try NativeSileroVAD(weightsPath: home.voiceActivityWeights)
        return VoiceActivity(native, name: "native kernel, \(native.kernel.rawValue)")
    }

    /// The detector alone, for one window after the other.
    package static func loadVoiceActivityDetector(from home: EngineHome, _ engine: VoiceActivityEngine = .auto) throws(EngineError)
        -> any VoiceActivityDetector
    {
        guard usesKernel(engine, home) else { return try loadNetwork(from: home, home.voiceActivityModel) }
        do { return try NativeSileroVAD(weightsPath: home.voiceActivityWeights) } catch { throw EngineError("\(error)") }
    }

    /// The detector on ONNX Runtime, in batches.
    package static func loadBatchedVoiceActivity(from home: EngineHome, delay: Duration) throws(EngineError) -> BatchedSileroVAD {
        BatchedSileroVAD(try loadNetwork(from: home, batchModel(home)), delay: delay)
    }

    private static func loadNetwork(from home: EngineHome, _ model: String) throws(EngineError) -> SileroVAD {
        try complain(about: home)
        do {
            return try SileroVAD(runtime: InferenceRuntime(libraryPath: home.runtimeLibrary), modelPath: model)
        } catch {
            throw EngineError("\(error)")
        }
    }

    /// The published graph does as well, and takes four times as long.
    private static func batchModel(_ home: EngineHome) -> String {
        unsafe access(home.voiceActivityBatchModel, F_OK) == 0 ? home.voiceActivityBatchModel : home.voiceActivityModel
    }

    /// Weights that are there and damaged are told, not stepped over.
    private static func usesKernel(_ engine: VoiceActivityEngine, _ home: EngineHome) -> Bool {
        switch engine {
        case .auto: unsafe access(home.voiceActivityWeights, F_OK) == 0
        case .native: true
        case .onnx: false
        }
    }
}
