/// A regular expression of a schema, matched in time that grows with text times pattern, whatever the pattern.
///
/// Knows literals, `.`, classes, `\d \w \s` and their opposites, groups, `|`, `* + ? {m,n}`, `^` and `$`. Back references, look-around and Unicode
/// properties are outside it: `init` gives `nil`, and the caller does not check.
struct SafePattern {
    enum Step: Equatable {
        case scalar(CharacterSet)
        case split(Int, Int)
        case jump(Int)
        case start
        case end
        case match
    }

    /// Steps; a pattern that needs more is not checked.
    private static let mostSteps = 2_000
    /// Scalars of a text that are looked at; more does not match.
    private static let longestText = 10_000

    private let steps: [Step]

    init?(_ pattern: String) {
        guard pattern.utf8.count <= 500 else { return nil }
        var parser = PatternParser(pattern)
        guard let steps = parser.program(), steps.count <= Self.mostSteps else { return nil }
        self.steps = steps + [.match]
    }

    /// Whether it matches anywhere in the text.
    func matches(_ text: String) -> Bool {
        var current: [Int] = []
        var marks = [Int](repeating: -1, count: steps.count)
        let scalars = Array(text.unicodeScalars.prefix(Self.longestText + 1))
        guard scalars.count <= Self.longestText else { return false }
        for place in 0...scalars.count {
            // A match may begin at every place.
            if follow(0, at: place, of: scalars.count, into: &current, marks: &marks) { return true }
            guard place < scalars.count else { return false }
            var next: [Int] = []
            for state in current {
                guard case .scalar(let set) = steps[state], set.contains(scalars[place]) else { continue }
                if follow(state + 1, at: place + 1, of: scalars.count, into: &next, marks: &marks) { return true }
            }
            current = next
        }
        return false
    }

    /// Adds every state that is reached from one without taking a scalar; `true` where that is the match.
    private func follow(_ state: Int, at place: Int, of count: Int, into states: inout [Int], marks: inout [Int]) -> Bool {
        var open = [state]
        while let state = open.popLast() {
            guard marks[state] != place else { continue }
            marks[state] = place
            switch steps[state] {
            case .scalar: states.append(state)
            case .split(let a, let b): open += [b, a]
            case .jump(let target): open.append(target)
            case .start: if place == 0 { open.append(state + 1) }
            case .end: if place == count { open.append(state + 1) }
            case .match: return true
            }
        }
        return false
    }
}

/// Some scalars, or all but some.
struct CharacterSet: Equatable {
    var ranges: [ClosedRange<UInt32>] = []
    var isInverted = false

    func contains(_ scalar: Unicode.Scalar) -> Bool { ranges.contains { $0.contains(scalar.value) } != isInverted }

    static let digits = CharacterSet(ranges: [0x30...0x39])
    static let word = CharacterSet(ranges: [0x30...0x39, 0x41...0x5A, 0x5F...0x5F, 0x61...0x7A])
    static let space = CharacterSet(ranges: [0x09...0x0D, 0x20...0x20, 0xA0...0xA0, 0x2028...0x2029])
    static let all = CharacterSet(ranges: [0x0A...0x0A, 0x0D...0x0D], isInverted: true)

    var inverted: CharacterSet { CharacterSet(ranges: ranges, isInverted: !isInverted) }
}
