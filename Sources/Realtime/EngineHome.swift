internal import Glibc

/// The folder that holds libraries and models: `lib/` and `models/`.
package struct EngineHome: Sendable, Equatable {
    package var path: String

    package init(path: String) { self.path = path }

    package var runtimeLibrary: String { path + "/lib/libonnxruntime.so" }
    package var voiceActivityModel: String { path + "/models/silero_vad.onnx" }
    /// The same model's weights for the native kernel.
    package var voiceActivityWeights: String { path + "/models/silero_vad.safetensors" }
    /// The same network as a graph for batches.
    package var voiceActivityBatchModel: String { path + "/models/silero_vad_batch.onnx" }
    package var turnModel: String { path + "/models/smart_turn.onnx" }
    /// A folder: sentence vectors for understanding.
    package var sentenceModel: String { path + "/models/minilm" }
    package var acousticModel: String { path + "/models/en-us" }

    /// Every file that must be there but is not.
    package var missing: [String] {
        [runtimeLibrary, voiceActivityModel, turnModel, acousticModel + "/en-us/mdef", acousticModel + "/en-us.lm.bin"]
            .filter { unsafe access($0, R_OK) != 0 }
    }

    /// The first of: `CODA_HOME`, a `.deps` folder above the program, `share/coda` beside the program's `bin`, `~/.local/share/coda`,
    /// `/usr/share/coda`.
    ///
    /// Where none is there, the first place that was looked at, so that errors name it.
    package static func locate() -> EngineHome {
        if let named = unsafe getenv("CODA_HOME") { return EngineHome(path: unsafe String(cString: named)) }
        let above = foldersAboveProgram()
        var candidates = above.map { $0 + "/.deps" }
        if above.count > 1 { candidates.append(above[1] + "/share/coda") }
        if let home = unsafe getenv("HOME") { candidates.append(unsafe String(cString: home) + "/.local/share/coda") }
        candidates.append("/usr/share/coda")
        let found = candidates.first { unsafe access($0 + "/models", R_OK) == 0 }
        return EngineHome(path: found ?? ".deps")
    }

    /// The folders from the program's own up to the root.
    private static func foldersAboveProgram() -> [String] {
        var buffer = [CChar](repeating: 0, count: Int(PATH_MAX))
        let length = unsafe readlink("/proc/self/exe", &buffer, buffer.count - 1)
        guard length > 0 else { return [] }
        var parts = String(decoding: buffer[..<length].map { UInt8(bitPattern: $0) }, as: UTF8.self).split(separator: "/")
        var folders: [String] = []
        while !parts.isEmpty {
            parts.removeLast()
            folders.append("/" + parts.joined(separator: "/"))
        }
        return folders
    }
}
