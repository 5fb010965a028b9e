internal import CZlib

/// Makes long texts smaller (zlib).
enum Packing {
    /// Four bytes of the length, then the deflated bytes; `nil` where that is not worth it.
    static func packed(_ bytes: [UInt8]) -> [UInt8]? {
        var count = compressBound(UInt(bytes.count))
        var deflated = [UInt8](repeating: 0, count: Int(count))
        guard unsafe compress2(&deflated, &count, bytes, UInt(bytes.count), Z_BEST_COMPRESSION) == Z_OK, Int(count) + 4 < bytes.count else {
            return nil
        }
        return (0..<4).map { UInt8(truncatingIfNeeded: bytes.count >> (8 * $0)) } + deflated.prefix(Int(count))
    }

    /// - Parameter most: longer than this nothing was.
    static func unpacked(_ packed: ArraySlice<UInt8>, most: Int) -> [UInt8]? {
        let length = packed.prefix(4).reversed().reduce(0) { $0 << 8 | Int($1) }
        guard packed.count > 4, length <= most else { return nil }
        var count = UInt(length)
        var bytes = [UInt8](repeating: 0, count: max(1, length))
        let deflated = Array(packed.dropFirst(4))
        guard unsafe uncompress(&bytes, &count, deflated, UInt(deflated.count)) == Z_OK, Int(count) == length else { return nil }
        return Array(bytes.prefix(length))
    }
}
