internal import Wire

/// Weights in the safetensors format: a header in JSON, which names each tensor's type, shape and place, and the values behind it.
///
/// Opening checks that the header and the values fit each other to the last byte, so that a damaged file is refused before it is used.
package struct SafetensorsFile: Sendable {
    private struct Tensor {
        var type: String
        var shape: [Int]
        var bytes: Range<Int>
    }

    /// Named in errors.
    package let path: String
    private let tensors: [String: Tensor]
    private let bytes: [UInt8]

    /// The format's own bound for a header.
    private static let longestHeader = 100_000_000
    /// Bytes of one value of each type.
    private static let widths = [
        "F64": 8, "I64": 8, "U64": 8, "F32": 4, "I32": 4, "U32": 4, "F16": 2, "BF16": 2, "I16": 2, "U16": 2, "I8": 1, "U8": 1, "BOOL": 1,
    ]

    /// Reads a file of at most 1 GiB.
    package init(path: String) throws(InferenceError) {
        try self.init(path: path, bytes: ModelFile.read(path))
    }

    /// - Parameter path: named in errors.
    package init(path: String, bytes: [UInt8]) throws(InferenceError) {
        self.path = path
        self.bytes = bytes
        let start = try Self.headerEnd(bytes, path)
        let header: JSONValue
        do {
            header = try JSONValue.parse(Array(bytes[8..<start]))
        } catch {
            throw .weights(path: path, cause: "its header is not JSON")
        }
        guard case .object(var members) = header else { throw .weights(path: path, cause: "its header is not an object") }
        members["__metadata__"] = nil
        var tensors: [String: Tensor] = [:]
        for (name, entry) in members { tensors[name] = try Self.tensor(entry, name, after: start, of: bytes.count, path) }
        self.tensors = tensors
        try checkPlaces(from: start)
    }

    /// The values of a tensor, in order of its last dimension first. It must have this shape, and finite floats of 32 bits.
    package func floats(_ name: String, _ shape: [Int]) throws(InferenceError) -> [Float] {
        guard let tensor = tensors[name] else { throw .modelShape(path: path, cause: "it has no tensor named \(name)") }
        guard tensor.type == "F32" else {
            throw .modelShape(path: path, cause: "its tensor \(name) is of type \(tensor.type) where F32 is needed")
        }
        guard tensor.shape == shape else {
            throw .modelShape(path: path, cause: "its tensor \(name) has the shape \(tensor.shape) where \(shape) is needed")
        }
        let values = unsafe bytes.withUnsafeBytes { raw in
            stride(from: tensor.bytes.lowerBound, to: tensor.bytes.upperBound, by: 4).map { place in
                unsafe Float(bitPattern: UInt32(littleEndian: raw.loadUnaligned(fromByteOffset: place, as: UInt32.self)))
            }
        }
        guard values.allSatisfy(\.isFinite) else {
            throw .weights(path: path, cause: "its tensor \(name) holds values that are infinite or not numbers")
        }
        return values
    }

    // MARK: Checking

    private static func headerEnd(_ bytes: [UInt8], _ path: String) throws(InferenceError) -> Int {
        guard bytes.count >= 8 else { throw .weights(path: path, cause: "it has \(bytes.count) bytes, and no header") }
        let length = (0..<8).reduce(UInt64(0)) { $0 | UInt64(bytes[$1]) << (8 * UInt64($1)) }
        guard length <= longestHeader else { throw .weights(path: path, cause: "its header would have \(length) bytes") }
        guard Int(length) <= bytes.count - 8 else {
            throw .weights(path: path, cause: "its header has \(length) bytes and the file \(bytes.count): it is cut off")
        }
        return 8 + Int(length)
    }

    private static func tensor(_ entry: JSONValue, _ name: String, after start: Int, of end: Int, _ path: String) throws(InferenceError)
        -> Tensor
    {
        guard let type = entry["dtype"]?.string, let dimensions = entry["shape"]?.array, let places = entry["data_offsets"]?.array else {
            throw .weights(path: path, cause: "its header does not say the type, shape and place of \(name)")
        }
        guard let width = widths[type] else { throw .weights(path: path, cause: "its tensor \(name) is of the unknown type \(type)") }
        let shape = dimensions.compactMap(\.integer).filter { $0 >= 0 }
        let offsets = places.compactMap(\.integer).filter { $0 >= 0 }
        guard shape.count == dimensions.count, offsets.count == 2, places.count == 2, offsets[0] <= offsets[1] else {
            throw .weights(path: path, cause: "its header gives \(name) no possible shape or place")
        }
        guard offsets[1] <= end - start else {
            throw .weights(
                path: path, cause: "its tensor \(name) would end \(offsets[1] - (end - start)) bytes behind the file: it is cut off")
        }
        var size = width
        for dimension in shape {
            let (product, overflows) = size.multipliedReportingOverflow(by: dimension)
            guard !overflows else { throw .weights(path: path, cause: "its tensor \(name) would have the shape \(shape)") }
            size = product
        }
        guard size == offsets[1] - offsets[0] else {
            throw .weights(
                path: path, cause: "its tensor \(name) has \(offsets[1] - offsets[0]) bytes where its type and shape need \(size)")
        }
        return Tensor(type: type, shape: shape, bytes: start + offsets[0]..<start + offsets[1])
    }

    /// The format leaves no byte unused and uses none twice.
    private func checkPlaces(from start: Int) throws(InferenceError) {
        var end = start
        for (name, tensor) in tensors.sorted(by: {
            ($0.value.bytes.lowerBound, $0.value.bytes.upperBound) < ($1.value.bytes.lowerBound, $1.value.bytes.upperBound)
        }) {
            guard tensor.bytes.lowerBound == end else {
                let fault = tensor.bytes.lowerBound < end ? "lies over another" : "leaves a gap before it"
                throw .weights(path: path, cause: "its tensor \(name) \(fault)")
            }
            end = tensor.bytes.upperBound
        }
        guard end == bytes.count else { throw .weights(path: path, cause: "\(bytes.count - end) bytes at its end belong to no tensor") }
    }
}
