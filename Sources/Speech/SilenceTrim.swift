/// Takes the silence from both ends of a piece of speech while it streams; pauses inside stay.
struct SilenceTrim {
    /// Samples judged at once: 5 ms of 16 kHz.
    static let block = 80
    /// Mean magnitude from which a block is sound. Flite's own silence has a noise of up to 40; -40 dBFS is 327.
    static let threshold = 75
    /// Samples kept before the first sound: 10 ms, so that a soft consonant is not cut.
    static let leadIn = 160
    /// Samples kept after the last sound: 150 ms, the pause between two clauses.
    static let leadOut = 2_400

    /// Length of the silence kept after the last sound against `leadOut`, or against what there is of it.
    let pauses: Double
    private var started = false
    /// Samples taken away before the first sound.
    private(set) var taken = 0
    private var partial: [Int16] = []
    private var held: [Int16] = []

    init(pauses: Double = 1) { self.pauses = pauses }

    /// Returns what is certainly inside.
    mutating func push(_ samples: some Collection<Int16>) -> [Int16] {
        partial += samples
        var out: [Int16] = []
        var start = 0
        while partial.count - start >= Self.block {
            judge(partial[start..<start + Self.block], &out)
            start += Self.block
        }
        partial.removeFirst(start)
        return out
    }

    /// Returns what may stay after the last sound; nothing where there was none.
    mutating func finish() -> [Int16] {
        defer { self = SilenceTrim(pauses: pauses) }
        guard started else { return [] }
        let silence = held + partial
        let wanted = Int((Double(min(silence.count, Self.leadOut)) * pauses).rounded())
        return silence.prefix(wanted) + Array(repeating: 0, count: max(0, wanted - silence.count))
    }

    private mutating func judge(_ block: ArraySlice<Int16>, _ out: inout [Int16]) {
        let magnitude = block.reduce(0) { $0 + Int($1.magnitude) }
        if magnitude >= Self.threshold * Self.block {
            if !started { shorten() }
            started = true
            out += held
            out += block
            held.removeAll(keepingCapacity: true)
        } else {
            held += block
            if !started, held.count > 4 * Self.leadIn { shorten() }
        }
    }

    private mutating func shorten() {
        let count = max(0, held.count - Self.leadIn)
        held.removeFirst(count)
        taken += count
    }
}
