extension MetricRegistry {
    package static let contentType = "text/plain; version=0.0.4; charset=utf-8"

    /// Everything in Prometheus' text format, version 0.0.4.
    package var text: String {
        var text = ""
        for family in families {
            text += "# HELP \(family.name) \(Self.escaped(family.help, quotes: false))\n# TYPE \(family.name) \(family.kind.rawValue)\n"
            for (index, reading) in family.read().enumerated() {
                let labels = Self.labels(family.labels, index)
                switch reading {
                case nil: break
                case .value(let value): text += "\(family.name)\(Self.braces(labels)) \(Self.number(value))\n"
                case .histogram(let counts): text += Self.lines(family.name, labels, counts)
                }
            }
        }
        return text
    }

    private static func lines(_ name: String, _ labels: [String], _ counts: HistogramCounts) -> String {
        var lines = ""
        var below = 0
        for (index, count) in counts.counts.enumerated() {
            below += count
            let bound = index < counts.bounds.count ? number(counts.bounds[index]) : "+Inf"
            lines += "\(name)_bucket\(braces(labels + ["le=\"\(bound)\""])) \(below)\n"
        }
        return lines + "\(name)_sum\(braces(labels)) \(number(counts.sum))\n\(name)_count\(braces(labels)) \(below)\n"
    }

    /// The label values that belong to a reading.
    private static func labels(_ labels: [Label], _ index: Int) -> [String] {
        var index = index
        var pairs: [String] = []
        for label in labels.reversed() {
            pairs.insert("\(label.name)=\"\(escaped(label.values[index % label.values.count], quotes: true))\"", at: 0)
            index /= label.values.count
        }
        return pairs
    }

    private static func braces(_ labels: [String]) -> String {
        labels.isEmpty ? "" : "{\(labels.joined(separator: ","))}"
    }

    private static func number(_ value: Double) -> String {
        if value.isNaN { return "NaN" }
        if value.isInfinite { return value < 0 ? "-Inf" : "+Inf" }
        return Int(exactly: value).map { "\($0)" } ?? "\(value)"
    }

    private static func escaped(_ text: String, quotes: Bool) -> String {
        var escaped = ""
        for character in text {
            switch character {
            case "\\": escaped += "\\\\"
            case "\n": escaped += "\\n"
            case "\"" where quotes: escaped += "\\\""
            default: escaped.append(character)
            }
        }
        return escaped
    }
}
