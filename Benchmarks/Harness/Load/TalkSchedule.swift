/// When one person in a conversation begins to speak, and what: a given share of the time, in an order and at moments drawn by chance.
package struct TalkSchedule: Sendable {
    /// Seconds of each recording.
    private let lengths: [Double]
    private let share: Double
    private var numbers: SeededNumbers
    private var order: [Int] = []
    /// When the next would begin, in seconds, if nobody ever had to wait for a reply.
    private var planned: Double

    /// - Parameters:
    ///   - lengths: seconds of each recording there is, none of them 0.
    ///   - share: of the time that is spoken, above 0.
    ///   - seed: of this person; people with other seeds begin at other moments.
    package init(lengths: [Double], share: Double, seed: UInt64) {
        self.lengths = lengths
        self.share = share
        // Neighbouring seeds must not draw alike.
        numbers = SeededNumbers(SeededNumbers.hash("\(seed)"))
        // Anywhere within what a recording and the wait after it take.
        let around = lengths.reduce(0, +) / Double(max(1, lengths.count)) / share
        planned = Double(numbers.below(10_000)) / 10_000 * around
    }

    /// The next recording and when it begins, in seconds since the person came; every recording comes before one comes again.
    ///
    /// - Parameter earliest: a person listens to the end. Who had to wait makes up for it later.
    package mutating func next(earliest: Double = 0) -> (recording: Int, start: Double) {
        if order.isEmpty { order = lengths.indices.shuffled(using: &numbers) }
        let recording = order.removeLast()
        let start = max(planned, earliest)
        // The pauses differ by a fifth either way.
        planned += lengths[recording] / share * (0.8 + Double(numbers.below(4_001)) / 10_000)
        return (recording, start)
    }
}
