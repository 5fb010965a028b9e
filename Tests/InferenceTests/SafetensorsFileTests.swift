import Inference
import Testing

@Suite struct SafetensorsFileTests {
    /// A file of a header and so many bytes of values: 0, 1, 2, ... as floats.
    private func file(_ header: String, values: Int) -> [UInt8] {
        let text = Array(header.utf8)
        let length = (0..<8).map { UInt8(truncatingIfNeeded: text.count >> (8 * $0)) }
        let floats = (0..<(values + 3) / 4).flatMap { index in
            (0..<4).map { UInt8(truncatingIfNeeded: Float(index).bitPattern >> UInt32(8 * $0)) }
        }
        return length + text + Array(floats.prefix(values))
    }

    private let good = """
        {"__metadata__":{"format":"pt"},"b":{"dtype":"F32","shape":[2],"data_offsets":[24,32]},
        "a":{"dtype":"F32","shape":[2,3],"data_offsets":[0,24]},"none":{"dtype":"F32","shape":[0],"data_offsets":[32,32]},
        "whole":{"dtype":"I64","shape":[],"data_offsets":[32,40]}}
        """

    private func error(_ bytes: [UInt8]) -> String? {
        let error = #expect(throws: InferenceError.self) { try SafetensorsFile(path: "w", bytes: bytes) }
        return error?.description
    }

    @Test("tensors are read by name, whatever their order in the header")
    func tensors() throws {
        let weights = try SafetensorsFile(path: "w", bytes: file(good, values: 40))
        #expect(try weights.floats("a", [2, 3]) == [0, 1, 2, 3, 4, 5])
        #expect(try weights.floats("b", [2]) == [6, 7])
        #expect(try weights.floats("none", [0]) == [])
    }

    @Test(
        "a tensor of another name, shape or type is refused by name",
        arguments: [
            ("c", [2], "it has no tensor named c"), ("a", [3, 2], "its tensor a has the shape [2, 3] where [3, 2] is needed"),
            ("whole", [1], "its tensor whole is of type I64 where F32 is needed"),
        ])
    func another(name: String, shape: [Int], cause: String) throws {
        let weights = try SafetensorsFile(path: "w", bytes: file(good, values: 40))
        #expect(throws: InferenceError.modelShape(path: "w", cause: cause)) { try weights.floats(name, shape) }
    }

    @Test("cut off anywhere, a file is refused")
    func truncated() throws {
        let whole = file(good, values: 40)
        for count in 0..<whole.count {
            let text = error(Array(whole.prefix(count))) ?? ""
            #expect(text.contains("w holds no usable weights") && text.contains("make models"), "\(count): \(text)")
        }
        #expect(error(whole + [0])?.contains("1 bytes at its end belong to no tensor") == true)
    }

    @Test(
        "a header that lies is refused with what is wrong",
        arguments: [
            ("[]", 0, "its header is not an object"), ("{", 0, "its header is not JSON"),
            (#"{"a":7}"#, 0, "does not say the type, shape and place of a"),
            (#"{"a":{"dtype":"F32","shape":[1]}}"#, 4, "does not say the type, shape and place of a"),
            (#"{"a":{"dtype":"F99","shape":[1],"data_offsets":[0,4]}}"#, 4, "unknown type F99"),
            (#"{"a":{"dtype":"F32","shape":[-1],"data_offsets":[0,4]}}"#, 4, "no possible shape or place"),
            (#"{"a":{"dtype":"F32","shape":[1],"data_offsets":[4,0]}}"#, 4, "no possible shape or place"),
            (#"{"a":{"dtype":"F32","shape":[1],"data_offsets":[0,4,8]}}"#, 8, "no possible shape or place"),
            (#"{"a":{"dtype":"F32","shape":[1.5],"data_offsets":[0,4]}}"#, 4, "no possible shape or place"),
            (#"{"a":{"dtype":"F32","shape":[2],"data_offsets":[0,4]}}"#, 4, "a has 4 bytes where its type and shape need 8"),
            (#"{"a":{"dtype":"F16","shape":[1],"data_offsets":[0,4]}}"#, 4, "a has 4 bytes where its type and shape need 2"),
            (#"{"a":{"dtype":"F32","shape":[1],"data_offsets":[0,4]}}"#, 2, "a would end 2 bytes behind the file"),
            (
                #"{"a":{"dtype":"F32","shape":[4611686018427387904,4],"data_offsets":[0,4]}}"#, 4,
                "a would have the shape [4611686018427387904, 4]"
            ),
            (
                #"{"a":{"dtype":"F32","shape":[1],"data_offsets":[0,4]},"b":{"dtype":"F32","shape":[1],"data_offsets":[0,4]}}"#, 4,
                "lies over another"
            ),
            (#"{"a":{"dtype":"F32","shape":[1],"data_offsets":[4,8]}}"#, 8, "a leaves a gap before it"),
            (#"{"a":{"dtype":"F32","shape":[1],"data_offsets":[0,4]}}"#, 8, "4 bytes at its end belong to no tensor"),
        ])
    func lies(header: String, values: Int, cause: String) {
        let text = error(file(header, values: values)) ?? ""
        #expect(text.contains(cause), "\(text)")
    }

    @Test("a header longer than any file is refused before anything is reserved for it")
    func endlessHeader() {
        #expect(error([UInt8](repeating: 0xFF, count: 16))?.contains("its header would have 18446744073709551615 bytes") == true)
    }

    @Test("values that are not numbers are refused")
    func notNumbers() throws {
        var bytes = file(#"{"a":{"dtype":"F32","shape":[1],"data_offsets":[0,4]}}"#, values: 4)
        bytes.replaceSubrange(bytes.count - 4..<bytes.count, with: [0, 0, 0xC0, 0x7F])
        let weights = try SafetensorsFile(path: "w", bytes: bytes)
        let cause = "its tensor a holds values that are infinite or not numbers"
        #expect(throws: InferenceError.weights(path: "w", cause: cause)) { try weights.floats("a", [1]) }
    }

    @Test("a missing file and a folder say so", arguments: [("/nowhere.safetensors", "No such file"), ("/", "it is no file")])
    func unreadable(path: String, cause: String) {
        let error = #expect(throws: InferenceError.self) { try SafetensorsFile(path: path) }
        #expect(error?.description.contains(path) == true && error?.description.contains(cause) == true, "\(String(describing: error))")
    }
}
