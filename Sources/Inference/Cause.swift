/// Room for the reason that the C side gives for a failure.
struct Cause: CustomStringConvertible {
    var text = [CChar](repeating: 0, count: 512)

    /// The first line; the rest names source files of the library.
    var description: String {
        let bytes = text.prefix { $0 != 0 && $0 != 10 }.map { UInt8(bitPattern: $0) }
        return String(decoding: bytes, as: UTF8.self)
    }
}
