internal import COnnxRuntime
internal import Glibc

/// The C session, and in which of the model's places each of the caller's ports sits.
@safe
final class LoadedModel: Sendable {
    // ONNX Runtime runs one session on several threads at once.
    nonisolated(unsafe) let handle: OpaquePointer
    let inputs: [TensorPort]
    let outputs: [TensorPort]
    /// For each of the model's inputs, in its own order, the index among `inputs`.
    let inputOrder: [Int]
    let outputOrder: [Int]
    private let runtime: InferenceRuntime

    init(_ runtime: InferenceRuntime, path: String, inputs: [TensorPort], outputs: [TensorPort], options: InferenceOptions)
        throws(InferenceError)
    {
        guard unsafe access(path, R_OK) == 0 else {
            throw .modelFile(path: path, cause: unsafe strerror(errno).map { unsafe String(cString: $0) } ?? "it cannot be read")
        }
        var cause = Cause()
        // Spinning threads would burn a core between runs; Coda's runs are far apart.
        let wish = coda_ort_options(threads: Int32(clamping: max(1, options.threads)), spins: false, arena: options.keepsMemory)
        guard let handle = unsafe coda_ort_session_open(runtime.handle, path, wish, &cause.text, cause.text.count) else {
            throw .modelContent(path: path, cause: cause.description)
        }
        do {
            inputOrder = unsafe try Self.order(of: inputs, CODA_ORT_INPUT, handle, path)
            outputOrder = unsafe try Self.order(of: outputs, CODA_ORT_OUTPUT, handle, path)
        } catch {
            unsafe coda_ort_session_close(handle)
            throw error
        }
        unsafe self.handle = handle
        self.inputs = inputs
        self.outputs = outputs
        self.runtime = runtime
    }

    deinit { unsafe coda_ort_session_close(handle) }

    /// Checks the ports against the model's own and finds their order in it.
    private static func order(of ports: [TensorPort], _ side: coda_ort_side, _ handle: OpaquePointer, _ path: String)
        throws(InferenceError) -> [Int]
    {
        let kind = side == CODA_ORT_INPUT ? "input" : "output"
        var order: [Int] = []
        for index in unsafe 0..<coda_ort_port_count(handle, side) {
            let declared = unsafe coda_ort_port_at(handle, side, index)
            let name = unsafe String(cString: declared.name)
            guard let place = ports.firstIndex(where: { $0.name == name }) else {
                throw .modelShape(path: path, cause: "it has an \(kind) named \(name), which is not expected")
            }
            let port = ports[place]
            guard unsafe declared.element == port.element.rawValue else {
                throw .modelShape(path: path, cause: "its \(kind) \(name) is not of type \(port.element)")
            }
            let shape = unsafe Self.shape(of: declared)
            let fits = shape.count == port.shape.count && zip(shape, port.shape).allSatisfy { $0 < 0 || $0 == $1 }
            guard fits else {
                throw .modelShape(path: path, cause: "its \(kind) \(name) has the shape \(shape) where \(port.shape) is needed")
            }
            order.append(place)
        }
        for (place, port) in ports.enumerated() where !order.contains(place) {
            throw .modelShape(path: path, cause: "it has no \(kind) named \(port.name)")
        }
        return order
    }

    private static func shape(of port: coda_ort_port) -> [Int] {
        let all = unsafe port.dimensions
        let dimensions = [all.0, all.1, all.2, all.3, all.4, all.5, all.6, all.7]
        return unsafe dimensions.prefix(port.rank).map { Int($0) }
    }
}
