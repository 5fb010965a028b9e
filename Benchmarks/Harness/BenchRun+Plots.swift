/// What of a run can be seen better than read.
extension BenchRun {
    /// Plots and the end of each one's file name.
    var plots: [(suffix: String, plot: Plot)] {
        let latencies = latencyPlot.map { [(suffix: "latency", plot: $0)] } ?? []
        return latencies
            + series.sorted { $0.key < $1.key }.prefix(Self.mostSeries).compactMap { name, points in
                guard points.count > 1 else { return nil }
                let plot = Plot(
                    title: "\(self.name): \(name)", unit: Self.unit(of: name), across: Self.across(name),
                    content: .lines([(name, points.map { (Double($0.key), $0.value) })]))
                return (name.replacing(".", with: "-").replacing("_", with: "-"), plot)
            }
    }

    private static let mostBars = 14
    private static let mostSeries = 4

    /// Names of latencies: those with a middle and a tail.
    var latencies: [String] {
        figures.keys.compactMap { key in
            guard key.hasSuffix(".p50") else { return nil }
            let base = String(key.dropLast(4))
            return figures[base + ".p95"] == nil ? nil : base
        }.sorted()
    }

    /// Only what is in one unit can share an axis: the unit of most of them.
    private var latencyPlot: Plot? {
        let byUnit = Dictionary(grouping: latencies, by: Self.unit)
        guard let (unit, names) = byUnit.max(by: { ($0.value.count, $1.key) < ($1.value.count, $0.key) }) else { return nil }
        let shown = Array(names.prefix(Self.mostBars))
        let series = ["p50", "p95"].map { quantile in (name: quantile, values: shown.map { figures["\($0).\(quantile)"] }) }
        return Plot(title: "\(name): middle and tail", unit: unit, content: .bars(groups: shown, series: series))
    }

    /// Figures whose name has a number as a part, such as clients: by the name without it.
    private var series: [String: [Int: Double]] {
        var series: [String: [Int: Double]] = [:]
        for (figure, value) in figures {
            let parts = figure.split(separator: ".")
            guard let index = parts.firstIndex(where: { Int($0) != nil }), index > 0, let number = Int(parts[index]) else { continue }
            let rest = (parts[..<index] + parts[(index + 1)...]).joined(separator: ".")
            guard ![".n", ".low", ".high"].contains(where: { rest.hasSuffix($0) }) else { continue }
            series[rest, default: [:]][number] = value
        }
        return series
    }

    private static func across(_ name: String) -> String { name.hasPrefix("calls_per_s") ? "calls at once" : "clients or size" }

    /// The unit in a figure's name as it is read.
    static func unit(of name: String) -> String {
        for part in name.split(separator: ".") {
            if part.hasSuffix("_per_s") { return "per second" }
            if part.hasSuffix("_share") { return "share (0 to 1)" }
            for (end, unit) in units where part.hasSuffix(end) { return unit }
        }
        return name
    }

    private static let units = [
        ("_ms", "milliseconds"), ("_us", "microseconds"), ("_ns", "nanoseconds"), ("_mb", "megabytes"), ("_kb", "kilobytes"),
        ("_bytes", "bytes"), ("_percent", "percent"), ("_s", "seconds"),
    ]
}
