/// A profile as a person reads it.
package enum ProfileText {
    package static func of(_ profile: Profile) -> String {
        var sections: [String] = []
        if let total = profile.answers {
            sections.append(
                table("From the true end of speech to the first audible sample of the answer, a turn", profile.parts + [total]))
        } else {
            sections.append("No turn was answered aloud.")
        }
        if !profile.stages.isEmpty { sections.append(table("Work for a turn, by stage (shares of all work for turns)", profile.stages)) }
        if !profile.calls.isEmpty { sections.append(table("Each call (shares of the time: 100 % is one busy processor)", profile.calls)) }
        if !profile.waits.isEmpty { sections.append(table("Each wait", profile.waits)) }
        sections.append(slow(profile))
        sections.append(list("Bottlenecks", profile.bottlenecks.map(\.text), none: "No bottleneck was found."))
        if !profile.recommendations.isEmpty { sections.append(list("What to change", profile.recommendations.map(\.text), none: "")) }
        if let resources = resources(profile) { sections.append(resources) }
        if profile.dropped > 0 { sections.append("\(profile.dropped) of the oldest records did not fit and are left out.") }
        return sections.joined(separator: "\n\n")
    }

    private static func table(_ title: String, _ rows: [ProfileRow]) -> String {
        let width = max(26, (rows.map(\.name.count).max() ?? 0) + 2)
        let head = pad("stage", width) + ["mean ms", "share", "p50", "p95", "n"].map { right($0, 10) }.joined()
        let lines = rows.map { row in
            pad(row.name, width)
                + [number(row.mean), percent(row.share), number(row.p50), number(row.p95), "\(row.count)"].map { right($0, 10) }.joined()
        }
        return ([title + ":", "  " + head] + lines.map { "  " + $0 }).joined(separator: "\n")
    }

    private static func slow(_ profile: Profile) -> String {
        let turns = profile.slowTurns()
        return list(
            "Why the slow turns were slow (p50 of all: \(number(profile.answers?.p50 ?? 0)) ms)",
            turns.map { turn in
                let parts = turn.parts.prefix(3).map { "\($0.name.text) +\(number($0.excess))" }
                let causes = turn.causes.prefix(3).map { "\($0.name.text) \(number($0.milliseconds)) (p50 \(number($0.usual)))" }
                return "\(turn.title): \(number(turn.milliseconds)) ms"
                    + (parts.isEmpty ? "" : "; over their p50: " + parts.joined(separator: ", "))
                    + (causes.isEmpty ? "" : "; meanwhile: " + causes.joined(separator: ", "))
            }, none: "No turn was slower than the others.")
    }

    private static func resources(_ profile: Profile) -> String? {
        guard let first = profile.samples.first, let last = profile.samples.last, last.at > first.at else { return nil }
        let seconds = Double(last.at - first.at) / 1e9
        let busy = (last.processorSeconds - first.processorSeconds) / seconds
        let most = profile.samples.map(\.residentKilobytes).max() ?? 0
        return "The process took \(percent(busy)) of one processor, and \(number(first.residentKilobytes / 1_024)) MB of memory at first, "
            + "\(number(last.residentKilobytes / 1_024)) MB at last, \(number(most / 1_024)) MB at most."
    }

    private static func list(_ title: String, _ lines: [String], none: String) -> String {
        lines.isEmpty ? none : (["\(title):"] + lines.map { "  - " + $0 }).joined(separator: "\n")
    }

    /// Two digits behind the point below 10, one below 1000.
    static func number(_ value: Double) -> String {
        let digits = abs(value) < 10 ? 100.0 : abs(value) < 1_000 ? 10.0 : 1.0
        let scaled = (value * digits).rounded()
        guard abs(scaled) < 1e15 else { return "\(value)" }
        guard digits > 1 else { return "\(Int(scaled))" }
        let (whole, rest) = abs(Int(scaled)).quotientAndRemainder(dividingBy: Int(digits))
        let zeros = digits == 100 && rest < 10 ? "0" : ""
        return (scaled < 0 ? "-" : "") + "\(whole).\(zeros)\(rest)"
    }

    static func percent(_ share: Double) -> String {
        let tenths = Int((min(max(share, 0), 1e9) * 1_000).rounded())
        return "\(tenths / 10).\(tenths % 10) %"
    }

    private static func pad(_ text: String, _ width: Int) -> String { text + String(repeating: " ", count: max(0, width - text.count)) }
    private static func right(_ text: String, _ width: Int) -> String { String(repeating: " ", count: max(1, width - text.count)) + text }
}
