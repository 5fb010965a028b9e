/// Ways to cut the same bytes into pieces, as a network does; the same bytes are always cut alike.
struct Splits: Sendable {
    private var state: UInt64

    /// - Parameter bytes: what is to be cut; they choose the random cuts.
    init(of bytes: [UInt8]) {
        // FNV-1a; never 0, where the generator would stand still.
        state = bytes.reduce(0xCBF2_9CE4_8422_2325) { ($0 ^ UInt64($1)) &* 0x100_0000_01B3 } | 1
    }

    /// Whole, byte by byte, and twice at random.
    static func all(of bytes: [UInt8]) -> [[ArraySlice<UInt8>]] {
        var splits = Splits(of: bytes)
        return [[bytes[...]], bytes.indices.map { bytes[$0...$0] }, splits.cut(bytes, longest: 7), splits.cut(bytes, longest: 200)]
    }

    private mutating func cut(_ bytes: [UInt8], longest: UInt64) -> [ArraySlice<UInt8>] {
        var pieces: [ArraySlice<UInt8>] = []
        var rest = bytes[...]
        while !rest.isEmpty {
            // Marsaglia's xorshift.
            state ^= state << 13
            state ^= state >> 7
            state ^= state << 17
            let count = Int(1 + state % longest)
            pieces.append(rest.prefix(count))
            rest = rest.dropFirst(count)
        }
        return pieces
    }
}
