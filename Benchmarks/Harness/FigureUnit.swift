/// What a figure's name says of it: its unit, and whether less or more of it is better.
package enum FigureUnit {
    package enum Better: Sendable, Equatable { case lower, higher }

    /// `nil` where the name does not say; such a figure is shown and never judged.
    package static func better(_ name: String) -> Better? {
        if name.hasSuffix(".n") { return nil }
        for part in name.split(separator: ".") {
            if let better = better(ofPart: part) { return better }
        }
        return nil
    }

    private static func better(ofPart part: Substring) -> Better? {
        if part.hasSuffix("_per_s") || part.hasSuffix("_per_core") { return .higher }
        if part == "interactions" { return .lower }
        if part.hasPrefix("us_per_") || part.hasPrefix("kb_per_") || part.hasPrefix("ms_per_") || part.contains("_ms_at_") { return .lower }
        if part.hasSuffix("_share") { return share(part) }
        if part.contains("real_time_factor") || part.hasSuffix("_percent") || part.contains("_kb_per_") { return .lower }
        for unit in units where part.hasSuffix("_" + unit) || part == unit { return .lower }
        return nil
    }

    private static let units = ["ms", "us", "ns", "s", "mb", "kb", "bytes", "gb", "seconds", "allocations"]

    /// Shares carry no direction in their unit: their names do.
    private static func share(_ part: Substring) -> Better? {
        // By whole beginnings of words: there is a "wer" in "answered".
        let words = "_" + part
        if worse.contains(where: { words.contains("_" + $0) }) { return .lower }
        return good.contains { words.contains("_" + $0) } ? .higher : nil
    }

    private static let worse = [
        "unanswered", "cut_off", "miss", "false_alarm", "wer", "cpu", "wasted", "fragmentation", "error", "growth", "refused", "lost",
    ]
    private static let good = [
        "answered", "recall", "precision", "accuracy", "exact", "success", "recovery", "consistency", "hit", "converged", "stability",
        "reduction", "efficiency", "reliability",
    ]

    /// Below this a difference is nothing, in the figure's own unit: a clock's grain, a page of memory.
    static func slack(_ name: String) -> Double {
        for part in name.split(separator: ".") {
            if part.hasSuffix("_share") { return 0.01 }
            if part.hasSuffix("_ms") || part.contains("_ms_at_") { return 0.05 }
            if part.hasSuffix("_mb") { return 2 }
            if part.hasSuffix("_kb") || part.hasPrefix("kb_per_") { return 4 }
            if part.hasSuffix("_us") || part.hasPrefix("us_per_") { return 0.05 }
        }
        return 0
    }
}
