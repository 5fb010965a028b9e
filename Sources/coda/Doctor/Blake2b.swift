/// BLAKE2b with 64 bytes of digest and no key, as `b2sum` computes it. Source: RFC 7693.
struct Blake2b: ~Copyable {
    private var state = Self.initial
    private var block = [UInt8](repeating: 0, count: 128)
    private var filled = 0
    private var total: UInt64 = 0

    private static let initial: [UInt64] = [
        0x6A09_E667_F3BC_C908, 0xBB67_AE85_84CA_A73B, 0x3C6E_F372_FE94_F82B, 0xA54F_F53A_5F1D_36F1,
        0x510E_527F_ADE6_82D1, 0x9B05_688C_2B3E_6C1F, 0x1F83_D9AB_FB41_BD6B, 0x5BE0_CD19_137E_2179,
    ]

    /// The order in which each round takes the words of a block; rounds 10 and 11 begin again.
    private static let schedule: [[Int]] = [
        [0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15], [14, 10, 4, 8, 9, 15, 13, 6, 1, 12, 0, 2, 11, 7, 5, 3],
        [11, 8, 12, 0, 5, 2, 15, 13, 10, 14, 3, 6, 7, 1, 9, 4], [7, 9, 3, 1, 13, 12, 11, 14, 2, 6, 5, 10, 4, 0, 15, 8],
        [9, 0, 5, 7, 2, 4, 10, 15, 14, 1, 11, 12, 6, 8, 3, 13], [2, 12, 6, 10, 0, 11, 8, 3, 4, 13, 7, 5, 15, 14, 1, 9],
        [12, 5, 1, 15, 14, 13, 4, 10, 0, 7, 6, 3, 9, 2, 8, 11], [13, 11, 7, 14, 12, 1, 3, 9, 5, 0, 15, 4, 8, 6, 2, 10],
        [6, 15, 14, 9, 11, 3, 0, 8, 12, 2, 13, 7, 1, 4, 10, 5], [10, 2, 8, 4, 7, 6, 1, 5, 15, 11, 9, 14, 3, 12, 13, 0],
    ]

    init() {
        // Digest length 64, no key, one leaf.
        state[0] ^= 0x0101_0040
    }

    mutating func push(_ bytes: ArraySlice<UInt8>) {
        for byte in bytes {
            // The last block is treated apart, so a full one waits for what follows.
            if filled == 128 { compress(isLast: false) }
            block[filled] = byte
            filled += 1
        }
    }

    /// The digest in hexadecimal.
    consuming func finish() -> String {
        for index in filled..<128 { block[index] = 0 }
        compress(isLast: true)
        let digits = Array("0123456789abcdef")
        var text = ""
        for word in state {
            for byte in 0..<8 {
                let value = Int(word >> (8 * byte) & 0xFF)
                text += [digits[value >> 4], digits[value & 15]]
            }
        }
        return text
    }

    private mutating func compress(isLast: Bool) {
        total += UInt64(filled)
        filled = 0
        var words = InlineArray<16, UInt64>(repeating: 0)
        for index in 0..<128 { words[index / 8] |= UInt64(block[index]) << (8 * (index % 8)) }
        var v = InlineArray<16, UInt64>(repeating: 0)
        for index in 0..<8 {
            v[index] = state[index]
            v[index + 8] = Self.initial[index]
        }
        v[12] ^= total
        if isLast { v[14] = ~v[14] }
        for round in 0..<12 {
            let order = Self.schedule[round % 10]
            for column in 0..<4 {
                Self.mix(&v, column, column + 4, column + 8, column + 12, words[order[2 * column]], words[order[2 * column + 1]])
            }
            for column in 0..<4 {
                let (b, c, d) = (4 + (column + 1) % 4, 8 + (column + 2) % 4, 12 + (column + 3) % 4)
                Self.mix(&v, column, b, c, d, words[order[8 + 2 * column]], words[order[9 + 2 * column]])
            }
        }
        for index in 0..<8 { state[index] ^= v[index] ^ v[index + 8] }
    }

    @inline(__always)
    private static func mix(_ v: inout InlineArray<16, UInt64>, _ a: Int, _ b: Int, _ c: Int, _ d: Int, _ x: UInt64, _ y: UInt64) {
        func turned(_ value: UInt64, _ bits: UInt64) -> UInt64 { value >> bits | value << (64 - bits) }
        v[a] = v[a] &+ v[b] &+ x
        v[d] = turned(v[d] ^ v[a], 32)
        v[c] = v[c] &+ v[d]
        v[b] = turned(v[b] ^ v[c], 24)
        v[a] = v[a] &+ v[b] &+ y
        v[d] = turned(v[d] ^ v[a], 16)
        v[c] = v[c] &+ v[d]
        v[b] = turned(v[b] ^ v[c], 63)
    }
}
