extension PocketSphinxUtterance {
    enum Stage {
        /// In line for a decoder.
        case waiting
        /// Has a decoder and nothing to do.
        case idle(SphinxPass)
        /// A job is queued; those with another number are void.
        case queued(SphinxPass, job: Int)
        /// A job is running and holds the pass.
        case running
        case over
    }

    /// What its lock guards.
    struct State {
        var stage = Stage.waiting
        var samples: [Int16] = []
        var taken = 0
        var finished = false
        var abandoned = false
        var jobs = 0
        /// A peek that is asked for, and where it lies among the samples held.
        var peek: (tag: Int, at: Int)?
        /// Whether the final transcript was told already: that of the last peek.
        var accepted = false
        /// The peeks that were answered last.
        var peeked: [(tag: Int, transcript: Transcript)] = []

        var left: Int { samples.count - taken }
        var hasWork: Bool { left > 0 || finished || peek != nil }

        mutating func take() -> ArraySlice<Int16> {
            // Not beyond a peek, so that it tells of nothing that came after it.
            let end = min(samples.count, taken + PocketSphinxUtterance.piece, peek?.at ?? .max)
            let piece = samples[taken..<end]
            taken = end
            if taken == samples.count {
                if peek != nil { peek?.at = 0 }
                samples = []
                taken = 0
            }
            return piece
        }

        /// The peek whose samples have all been taken.
        mutating func takePeek() -> Int? {
            guard let peek, taken >= peek.at else { return nil }
            self.peek = nil
            return peek.tag
        }
    }
}
