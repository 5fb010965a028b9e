import Glibc
import Inference
import TestSupport
import Testing

private let library = TestData.deps + "/lib/libonnxruntime.so"
private let silero = TestData.deps + "/models/silero_vad.onnx"
private let sileroInputs = [
    TensorPort("input", .float32, [1, 576]), TensorPort("state", .float32, [2, 1, 128]), TensorPort("sr", .int64, []),
]
private let sileroOutputs = [TensorPort("output", .float32, [1, 1]), TensorPort("stateN", .float32, [2, 1, 128])]

/// Whether `make models` has been run here.
private let hasModels = unsafe access(library, R_OK) == 0 && access(silero, R_OK) == 0

@Suite struct LibraryErrorTests {
    @Test("a library that is missing or another one says what to run", arguments: ["/nowhere/libonnxruntime.so", #filePath, "libm.so.6"])
    func library(path: String) {
        let error = #expect(throws: InferenceError.self) { try InferenceRuntime(libraryPath: path) }
        let text = error?.description ?? ""
        #expect(text.contains(path) && text.contains("make models"), "\(text)")
    }
}

@Suite(.enabled(if: hasModels, "no models: run make models")) struct InferenceErrorTests {
    private func load(_ path: String, _ inputs: [TensorPort], _ outputs: [TensorPort]) throws(InferenceError) -> InferenceSession {
        try InferenceSession(InferenceRuntime(libraryPath: library), path: path, inputs: inputs, outputs: outputs)
    }

    @Test("a missing model says what to run")
    func missing() {
        let path = TestData.deps + "/models/none.onnx"
        let expected = InferenceError.modelFile(path: path, cause: "No such file or directory")
        let error = #expect(throws: expected) { try load(path, [], []) }
        #expect(error?.description.contains("make models") == true)
    }

    @Test("a file that is no model is refused", arguments: [#filePath, library])
    func foreign(path: String) {
        let error = #expect(throws: InferenceError.self) { try load(path, sileroInputs, sileroOutputs) }
        guard case .modelContent(path, let cause) = error else {
            Issue.record("\(String(describing: error))")
            return
        }
        #expect(!cause.isEmpty && error?.description.contains("make models") == true)
    }

    @Test(
        "a model with other inputs or outputs is refused by name",
        arguments: [
            (Array(sileroInputs.dropLast()), sileroOutputs, "it has an input named sr, which is not expected"),
            (sileroInputs + [TensorPort("extra", .float32, [1])], sileroOutputs, "it has no input named extra"),
            (
                [TensorPort("input", .int64, [1, 576])] + sileroInputs.dropFirst(), sileroOutputs,
                "its input input is not of type int64"
            ),
            (
                sileroInputs, [TensorPort("output", .float32, [1, 2]), sileroOutputs[1]],
                "its output output has the shape [-1, 1] where [1, 2] is needed"
            ),
            (
                sileroInputs, [TensorPort("output", .float32, [1]), sileroOutputs[1]],
                "its output output has the shape [-1, 1] where [1] is needed"
            ),
        ])
    func shape(inputs: [TensorPort], outputs: [TensorPort], cause: String) {
        #expect(throws: InferenceError.modelShape(path: silero, cause: cause)) { try load(silero, inputs, outputs) }
    }

    @Test("the runtime's own refusal reaches the caller")
    func run() throws {
        var wrong = sileroInputs
        // The model leaves this dimension open, and its convolutions need more than three samples.
        wrong[0].shape = [1, 3]
        let session = try load(silero, wrong, sileroOutputs)
        let error = #expect(throws: InferenceError.self) {
            try session.withSlot { slot throws(InferenceError) in
                slot.setInput(2, to: 16_000)
                try slot.run()
            }
        }
        guard case .run(let cause) = error else {
            Issue.record("\(String(describing: error))")
            return
        }
        #expect(!cause.isEmpty)
    }

    @Test("ports may be named in any order and give the same")
    func order() throws {
        func first(_ inputs: [TensorPort], _ outputs: [TensorPort]) throws -> Float? {
            let session = try load(silero, inputs, outputs)
            let place = { (name: String) in inputs.firstIndex { $0.name == name } ?? 0 }
            return try session.withSlot { slot throws(InferenceError) in
                slot.withInput(place("input")) { input in
                    for index in input.indices { input[index] = Float(index % 40) / 80 - 0.25 }
                }
                slot.setInput(place("sr"), to: 16_000)
                try slot.run()
                return outputs.firstIndex { $0.name == "output" }.map { slot.withOutput($0) { $0[0] } }
            }
        }
        let straight = try #require(try first(sileroInputs, sileroOutputs))
        #expect(straight > 0 && straight < 1)
        #expect(try first(sileroInputs.reversed(), sileroOutputs.reversed()) == straight)
    }

    @Test("two runtimes live side by side and tell their version")
    func runtimes() throws {
        let first = try InferenceRuntime(libraryPath: library)
        let second = try InferenceRuntime(libraryPath: library)
        #expect(first.version == second.version)
        #expect(first.version.contains("."))
    }
}
