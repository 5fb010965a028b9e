/// Makes the pauses of streamed speech longer or shorter where they are known to lie; every other sample stays as it is.
package struct PauseStretch {
    /// How much of a pause lies before the place where it grows or shrinks: the last word rings on for up to three eighths of it, and
    /// the next begins with its end.
    private static let before = 7.0 / 8

    /// One pause: where it grows or from where on samples are left out, in the sound as it was, and how many are added.
    private struct Change {
        let pause: Range<Int>
        let at: Int
        let added: Int
    }

    private var changes: [Change] = []
    /// Changes made.
    private var made = 0
    private var position = 0
    /// Samples still to be left out.
    private var skipping = 0

    /// Leaves everything as it is.
    package init() {}

    /// - Parameters:
    ///   - pauses: in samples from the first one pushed, ascending.
    ///   - factor: length of each against what it is, 0.5...2.
    package init(_ pauses: [Range<Int>], by factor: Double) {
        guard factor != 1 else { return }
        changes = pauses.map { pause in
            let added = Int((Double(pause.count) * (factor - 1)).rounded())
            let end = pause.lowerBound + Int(Double(pause.count) * Self.before)
            return Change(pause: pause, at: max(pause.lowerBound, end + min(added, 0)), added: added)
        }
    }

    /// Where something that lies between pauses comes to lie.
    package func place(_ range: Range<Int>) -> Range<Int> {
        func moved(_ position: Int) -> Int {
            changes.reduce(position) { $1.pause.upperBound <= position ? $0 + $1.added : $0 }
        }
        return moved(range.lowerBound)..<moved(range.upperBound)
    }

    /// Takes the next samples; returns what they become.
    package mutating func push(_ samples: [Int16]) -> [Int16] {
        guard made < changes.count || skipping > 0 else { return samples }
        var out: [Int16] = []
        var rest = samples[...]
        while !rest.isEmpty {
            let left = min(skipping, rest.count)
            rest = rest.dropFirst(left)
            skipping -= left
            position += left
            guard made < changes.count, changes[made].at < position + rest.count else { break }
            let change = changes[made]
            made += 1
            let kept = max(0, change.at - position)
            out += rest.prefix(kept)
            rest = rest.dropFirst(kept)
            position += kept
            if change.added > 0 { out += repeatElement(0, count: change.added) } else { skipping = -change.added }
        }
        out += rest
        position += rest.count
        return out
    }
}
