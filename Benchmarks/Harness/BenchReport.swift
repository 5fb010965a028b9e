internal import Realtime
internal import Telemetry
package import Wire

/// What one benchmark run found; see the bench contract in docs/benchmarks.md.
package struct BenchReport: Sendable {
    let name: String
    let version: String
    package var settings: [String: JSONValue] = [:]
    /// Flat; the unit is in the name.
    package private(set) var figures: [String: Double] = [:]
    package var notes: [String] = []
    /// RFC 3339, in UTC.
    private let started: String
    private let load = Machine.load
    private let home: String

    package init(_ name: String, _ bench: BenchSettings) {
        self.name = name
        version = bench.version
        started = Timestamp.now
        home = bench.home.path
        settings["seed"] = .integer(Int(truncatingIfNeeded: bench.seed))
        settings["quick"] = .bool(bench.isQuick)
        if let data = bench.data { settings["data"] = .string(data) }
    }

    package subscript(_ figure: String) -> Double? {
        get { figures[figure] }
        set { figures[figure] = newValue }
    }

    /// Adds `.p50`, `.p95`, `.p99`, `.mean` and `.n` of a latency.
    package mutating func add(_ name: String, _ values: [Double]) {
        guard !values.isEmpty else {
            notes.append("\(name) has no values")
            return
        }
        figures[name + ".n"] = Double(values.count)
        let sorted = values.sorted()
        for (suffix, share) in [("p50", 0.5), ("p95", 0.95), ("p99", 0.99)] { figures["\(name).\(suffix)"] = Quantile.of(sorted, share) }
        figures[name + ".mean"] = values.reduce(0, +) / Double(values.count)
    }

    /// The median of a few repeats under `name`, the least and the most of them as `.low` and `.high`.
    package mutating func add(_ name: String, repeats values: [Double]) {
        let sorted = values.sorted()
        guard let low = sorted.first, let high = sorted.last else {
            notes.append("\(name) has no values")
            return
        }
        figures[name] = Quantile.of(sorted, 0.5)
        figures[name + ".low"] = low
        figures[name + ".high"] = high
    }

    package var object: JSONValue {
        [
            "name": .string(name), "version": .string(version), "machine": Machine.object(load: load, home: home),
            "started": .string(started),
            "settings": .object(settings), "figures": .object(figures.mapValues { .number($0) }),
            "notes": .array(notes.map { .string($0) }),
        ]
    }

    /// For a person: a figure a line, in order of name, and beside it what others published or reached.
    package func table(beside references: References = References()) -> String {
        let width = (figures.keys.map(\.count).max() ?? 0) + 2
        let rows = figures.sorted { $0.key < $1.key }.map { figure, value in
            let beside = references.entries(bench: name, figure: figure).map { "   \($0.short)" }.joined()
            return figure + String(repeating: " ", count: width - figure.count) + FigureText.of(value) + beside
        }
        let sources = references.sources(bench: name, figures: Array(figures.keys)).map { "[\($0.mark)] \($0.source)" }
        return (["bench \(name)"] + rows + sources + notes.map { "note: \($0)" }).joined(separator: "\n")
    }
}

/// Figures as a person reads them.
enum FigureText {
    static func of(_ value: Double) -> String {
        if value == value.rounded(), abs(value) < 1e9 { return String(Int(value)) }
        let scale = abs(value) < 1 ? 10_000.0 : 100.0
        return String((value * scale).rounded() / scale)
    }
}
