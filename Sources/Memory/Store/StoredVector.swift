/// A vector as it is kept: a scale as four bytes, then a signed byte for each number.
enum StoredVector {
    static func bytes(_ vector: [Float]) -> [UInt8] {
        let largest = vector.reduce(0) { max($0, abs($1)) }
        let scale = largest / 127
        var bytes: [UInt8] = []
        bytes.reserveCapacity(vector.count + 4)
        for shift in [0, 8, 16, 24] as [UInt32] { bytes.append(UInt8(truncatingIfNeeded: scale.bitPattern >> shift)) }
        for number in vector {
            let step = scale > 0 ? (number / scale).rounded() : 0
            bytes.append(UInt8(bitPattern: Int8(max(-127, min(127, step)))))
        }
        return bytes
    }

    /// `nil` for what is no vector.
    static func numbers(_ bytes: [UInt8]) -> [Float]? {
        guard bytes.count > 4 else { return nil }
        let pattern = bytes.prefix(4).enumerated().reduce(UInt32(0)) { $0 | UInt32($1.element) << (8 * UInt32($1.offset)) }
        let scale = Float(bitPattern: pattern)
        guard scale.isFinite else { return nil }
        return bytes.dropFirst(4).map { Float(Int8(bitPattern: $0)) * scale }
    }
}
