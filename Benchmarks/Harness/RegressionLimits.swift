internal import Wire

/// How much worse a figure may be before a comparison fails.
package struct RegressionLimits: Sendable {
    /// The first rule that fits a figure counts.
    struct Rule: Sendable {
        /// `*` stands for any bench.
        var bench: String
        /// `*` in it stands for any run of characters.
        var figure: String
        /// `nil` where the figure is not judged.
        var percent: Double?
        /// A smaller difference is nothing, in the figure's unit.
        var slack: Double?
        var better: FigureUnit.Better?
    }

    private var rules: [Rule] = []

    /// By the unit alone: 10 % for a middle, 25 % for p95, 50 % for p99; ends of a range are not judged.
    package init() {}

    /// Rules in front of these: `{"rules": [{"bench", "figure", "percent", "slack", "better", "ignore"}]}`.
    package init(file path: String) throws(BenchError) {
        guard let file = try? JSONValue.parse(Array(ProcessFile.read(path).utf8)), let list = file["rules"]?.array else {
            throw BenchError("\(path): not a file of regression limits.")
        }
        for rule in list {
            guard let figure = rule["figure"]?.string, rule["percent"]?.number != nil || rule["ignore"]?.bool == true else {
                throw BenchError("\(path): a rule needs a figure, and either percent or ignore.")
            }
            let better: FigureUnit.Better? =
                switch rule["better"]?.string {
                case "lower": .lower
                case "higher": .higher
                default: nil
                }
            rules.append(
                Rule(
                    bench: rule["bench"]?.string ?? "*", figure: figure, percent: rule["percent"]?.number, slack: rule["slack"]?.number,
                    better: better))
        }
    }

    /// What holds for one figure; `nil` where it is not judged.
    func limit(bench: String, figure: String) -> (better: FigureUnit.Better, percent: Double, slack: Double)? {
        if let rule = rules.first(where: { ($0.bench == "*" || $0.bench == bench) && Self.fits(figure, $0.figure) }) {
            guard let percent = rule.percent, let better = rule.better ?? FigureUnit.better(figure) else { return nil }
            return (better, percent, rule.slack ?? FigureUnit.slack(figure))
        }
        guard let better = FigureUnit.better(figure), let percent = Self.standard(figure) else { return nil }
        return (better, percent, FigureUnit.slack(figure))
    }

    private static func standard(_ figure: String) -> Double? {
        if figure.hasSuffix(".low") || figure.hasSuffix(".high") || figure.hasSuffix(".max") { return nil }
        if figure.hasSuffix(".p99") { return 50 }
        return figure.hasSuffix(".p95") ? 25 : 10
    }

    /// Whether a name fits a pattern.
    static func fits(_ name: String, _ pattern: String) -> Bool {
        let parts = pattern.split(separator: "*", omittingEmptySubsequences: false)
        guard parts.count > 1 else { return name == pattern }
        var rest = name[...]
        for (index, part) in parts.enumerated() {
            if index == 0 {
                guard rest.hasPrefix(part) else { return false }
                rest = rest.dropFirst(part.count)
            } else if index == parts.count - 1 {
                return rest.hasSuffix(part)
            } else {
                guard let after = end(of: part, in: rest) else { return false }
                rest = rest[after...]
            }
        }
        return true
    }

    /// Just after the first place where `part` stands in `text`.
    private static func end(of part: Substring, in text: Substring) -> Substring.Index? {
        guard !part.isEmpty else { return text.startIndex }
        return text.indices.first { text[$0...].hasPrefix(part) }.map { text.index($0, offsetBy: part.count) }
    }
}
