/// Turns the text of a pattern into steps; relative jumps become places as parts are joined.
struct PatternParser {
    private var rest: Substring.UnicodeScalarView
    private var depth = 0

    init(_ pattern: String) { rest = pattern[...].unicodeScalars }

    mutating func program() -> [SafePattern.Step]? {
        guard let steps = alternatives(), rest.isEmpty else { return nil }
        return steps
    }

    private mutating func take(_ scalar: Unicode.Scalar) -> Bool {
        guard rest.first == scalar else { return false }
        rest.removeFirst()
        return true
    }

    private mutating func alternatives() -> [SafePattern.Step]? {
        depth += 1
        defer { depth -= 1 }
        guard depth <= 20, var steps = sequence() else { return nil }
        while take("|") {
            guard let other = sequence() else { return nil }
            steps =
                [.split(1, steps.count + 2)] + Self.moved(steps, by: 1) + [.jump(steps.count + 2 + other.count)]
                + Self.moved(other, by: steps.count + 2)
        }
        return steps
    }

    private mutating func sequence() -> [SafePattern.Step]? {
        var steps: [SafePattern.Step] = []
        while let next = rest.first, next != "|", next != ")" {
            guard let atom = atom(), let repeated = repeated(atom) else { return nil }
            steps += Self.moved(repeated, by: steps.count)
            guard steps.count <= 4_000 else { return nil }
        }
        return steps
    }

    private static func moved(_ steps: [SafePattern.Step], by offset: Int) -> [SafePattern.Step] {
        steps.map { step in
            switch step {
            case .split(let a, let b): .split(a + offset, b + offset)
            case .jump(let target): .jump(target + offset)
            default: step
            }
        }
    }

    private mutating func atom() -> [SafePattern.Step]? {
        guard let scalar = rest.popFirst() else { return nil }
        switch scalar {
        case "^": return [.start]
        case "$": return [.end]
        case ".": return [.scalar(.all)]
        case "[": return set().map { [.scalar($0)] }
        case "(":
            if take("?") { guard take(":") else { return nil } }
            guard let steps = alternatives(), take(")") else { return nil }
            return steps
        case "\\": return escape().map { [.scalar($0)] }
        case "*", "+", "?", "{": return nil
        default: return [.scalar(Self.one(scalar))]
        }
    }

    private static func one(_ scalar: Unicode.Scalar) -> CharacterSet { CharacterSet(ranges: [scalar.value...scalar.value]) }

    private mutating func escape() -> CharacterSet? {
        guard let scalar = rest.popFirst() else { return nil }
        switch scalar {
        case "d": return .digits
        case "D": return CharacterSet.digits.inverted
        case "w": return .word
        case "W": return CharacterSet.word.inverted
        case "s": return .space
        case "S": return CharacterSet.space.inverted
        case "n": return Self.one("\n")
        case "t": return Self.one("\t")
        case "r": return Self.one("\r")
        // Word boundaries, back references, properties and code points.
        case "0"..."9", "a"..."z", "A"..."Z": return nil
        default: return Self.one(scalar)
        }
    }

    private mutating func set() -> CharacterSet? {
        var set = CharacterSet()
        let isInverted = take("^")
        var isFirst = true
        while let scalar = rest.popFirst() {
            if scalar == "]", !isFirst {
                set.isInverted = isInverted
                return set
            }
            isFirst = false
            var low = scalar.value
            if scalar == "\\" {
                guard let escaped = escape(), !escaped.isInverted else { return nil }
                set.ranges += escaped.ranges
                guard escaped.ranges.count == 1, let only = escaped.ranges.first, only.count == 1 else { continue }
                low = only.lowerBound
            } else {
                set.ranges.append(low...low)
            }
            guard rest.first == "-", rest.dropFirst().first.map({ $0 != "]" }) == true else { continue }
            rest.removeFirst()
            guard var high = rest.popFirst() else { return nil }
            if high == "\\" {
                guard let escaped = rest.popFirst(), !("a"..."z").contains(escaped) else { return nil }
                high = escaped
            }
            guard low <= high.value else { return nil }
            set.ranges.append(low...high.value)
        }
        return nil
    }

    // MARK: Repetition

    private mutating func repeated(_ atom: [SafePattern.Step]) -> [SafePattern.Step]? {
        let times: (least: Int, most: Int?)
        if take("*") {
            times = (0, nil)
        } else if take("+") {
            times = (1, nil)
        } else if take("?") {
            times = (0, 1)
        } else if rest.first == "{" {
            guard let counted = counted() else { return nil }
            times = counted
        } else {
            return atom
        }
        // Whether it takes much or little makes no difference to whether it matches.
        _ = take("?")
        if let next = rest.first, "*+?{".unicodeScalars.contains(next) { return nil }
        guard (times.most ?? times.least) * atom.count <= 2_000 else { return nil }
        var steps: [SafePattern.Step] = []
        for _ in 0..<times.least { steps += Self.moved(atom, by: steps.count) }
        if let most = times.most {
            guard most >= times.least else { return nil }
            let end = steps.count + (most - times.least) * (atom.count + 1)
            for _ in times.least..<most {
                steps.append(.split(steps.count + 1, end))
                steps += Self.moved(atom, by: steps.count)
            }
        } else {
            let loop = steps.count
            steps.append(.split(loop + 1, loop + atom.count + 2))
            steps += Self.moved(atom, by: steps.count)
            steps.append(.jump(loop))
        }
        return steps
    }

    private mutating func counted() -> (least: Int, most: Int?)? {
        rest.removeFirst()
        guard let least = number() else { return nil }
        guard take(",") else { return take("}") ? (least, least) : nil }
        if take("}") { return (least, nil) }
        guard let most = number(), take("}") else { return nil }
        return (least, most)
    }

    private mutating func number() -> Int? {
        let digits = rest.prefix { ("0"..."9").contains($0) }
        rest = rest.dropFirst(digits.count)
        return digits.count <= 4 ? Int(String(digits)) : nil
    }
}
