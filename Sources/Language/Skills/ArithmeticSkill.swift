internal import Dialogue

/// Calculations said in words or typed with symbols.
struct ArithmeticSkill: Skill {
    let name = SkillName.arithmetic

    private static let plain = [Phrase](notations: [
        "{calculation}",
        "(what is|what are|how much is|how much are|what does|calculate|compute|work out|solve|what was|is) {calculation} [equal|equals|make|makes|be|is]",
        "how much (does|do) {calculation} [equal|make]", "what (would|will) {calculation} be", "what {calculation} (is|equals|makes)",
        "the (answer|result) (to|of) {calculation}", "what is the (answer|result) (to|of) {calculation}",
        "{calculation} (equals|is|makes) [what|how much]",
        "what do you get (if|when) you [take] {calculation}",
    ])
    private enum Form { case add, subtract, multiply, divide, goesInto, tip }
    private static let forms: [(Form, [Phrase])] = [
        (
            .add,
            [Phrase](notations: [
                "(add|adding) {number} (and|to|plus|with) {number}", "add {number} {number}", "what is {number} added to {number}",
                "add up {number} and {number}",
            ])
        ),
        (
            .subtract,
            [Phrase](notations: [
                "(subtract|subtracting|subract|take|take away|deduct) {number} (from|off) {number}",
                "what is {number} subtracted from {number}",
                "what is {number} taken from {number}",
            ])
        ),
        (.multiply, [Phrase](notations: ["(multiply|multiplying) {number} (and|by|with|times) {number}"])),
        (.divide, [Phrase](notations: ["(divide|dividing|split) {number} (by|over|into|between) {number}"])),
        (
            .goesInto,
            [Phrase](notations: [
                "how (many times|often) (does|do|will|would) {number} (go|goes|fit) (into|in) {number}",
                "how many {number} (are|is) (there in|in) {number}",
            ])
        ),
        (
            .tip,
            [Phrase](notations: [
                "[what is|how much is] [a|an] {number} percent tip (on|for|of) [a|an] {number} [dollars|dollar|pounds|euros] [bill]"
            ])
        ),
    ]

    func answer(_ utterance: Utterance, _ request: ReplyRequest) -> SkillAnswer? {
        let words = utterance.words
        // Without a number or a sign of calculation the parser need not try every range.
        guard words.contains(where: { Self.signs.contains($0) }) else { return nil }
        if let match = Self.plain.best(words), let range = match.range(.calculation), let found = CalculationParser.parse(words[range]) {
            return SkillAnswer(text: Self.sentence(found), weight: match.weight + range.count)
        }
        for (form, phrases) in Self.forms {
            guard let match = phrases.best(words), let a = number(match, 0, words), let b = number(match, 1, words) else { continue }
            return SkillAnswer(text: Self.sentence(calculation(form, a, b)), weight: match.weight + 2)
        }
        return nil
    }

    private static let signs: Set<String> = [
        "plus", "minus", "times", "time", "x", "over", "divided", "divide", "dividing", "multiplied", "multiply", "multiplying", "percent",
        "per",
        "root", "squared", "square", "cubed", "power", "half", "third", "quarter", "thirds", "quarters", "fifth", "fifths", "tenth",
        "eighths",
        "eighth", "sixth", "twice", "double", "sum", "product", "difference", "factorial", "mod", "modulo", "to", "add", "added", "adding",
        "subtract", "subracted", "subract", "subtracted", "subtracting", "take", "taken", "deduct", "split", "less", "into", "in", "often",
        "raised",
    ]

    private func number(_ match: Phrase.Match, _ index: Int, _ words: [String]) -> Quantity? {
        match.range(.number, index).flatMap { NumberParser.whole(words[$0]) }.map(Quantity.exact)
    }

    private func calculation(_ form: Form, _ a: Quantity, _ b: Quantity) -> CalculationParser.Calculation {
        let (first, second) = (a.operandText, b.operandText)
        switch form {
        case .add: return .init(text: "\(first) plus \(second)", result: .value(a + b))
        case .subtract: return .init(text: "\(second) minus \(first)", result: .value(b + -a))
        case .multiply: return .init(text: "\(first) times \(second)", result: .value(a * b))
        case .divide: return .init(text: "\(first) divided by \(second)", result: b.isZero ? .failure(.divisionByZero) : .value(a / b))
        case .goesInto: return .init(text: "\(second) divided by \(first)", result: a.isZero ? .failure(.divisionByZero) : .value(b / a))
        case .tip: return .init(text: "\(first)% of \(second)", result: .value(a / .exact(Rational(100)) * b))
        }
    }

    private static func sentence(_ calculation: CalculationParser.Calculation) -> String {
        switch calculation.result {
        case .value(let value):
            guard let text = value.text else { return "That number is too large for me." }
            return "\(calculation.text.capitalisedFirst) is \(text)."
        case .failure(.divisionByZero): return "I cannot divide by zero: no number is the answer."
        case .failure(.rootOfNegative): return "A negative number has no real square root."
        case .failure(.notWhole): return "That works only with whole numbers that are not negative."
        }
    }
}
