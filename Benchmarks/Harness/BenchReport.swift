internal import Dialogue
internal import Glibc
internal import Realtime
package import Wire

/// What one benchmark run found; see the bench contract in docs/benchmarks.md.
package struct BenchReport: Sendable {
    let name: String
    let version: String
    var settings: [String: JSONValue] = [:]
    /// Flat; the unit is in the name.
    private(set) var figures: [String: Double] = [:]
    var notes: [String] = []
    private let started: String

    init(_ name: String, _ bench: BenchSettings) {
        self.name = name
        version = bench.version
        let now = CivilTime.local()
        func two(_ value: Int) -> String { value < 10 ? "0\(value)" : "\(value)" }
        started = "\(now.year)-\(two(now.month))-\(two(now.day))T\(two(now.hour)):\(two(now.minute)):\(two(now.second))"
        settings["quick"] = .bool(bench.isQuick)
        if let data = bench.data { settings["data"] = .string(data) }
    }

    subscript(_ figure: String) -> Double? {
        get { figures[figure] }
        set { figures[figure] = newValue }
    }

    /// Adds `.p50`, `.p95`, `.p99`, `.mean` and `.n` of a latency.
    mutating func add(_ name: String, _ values: [Double]) {
        figures[name + ".n"] = Double(values.count)
        guard !values.isEmpty else {
            notes.append("\(name) has no values")
            return
        }
        let sorted = values.sorted()
        for (suffix, share) in [("p50", 0.5), ("p95", 0.95), ("p99", 0.99)] { figures["\(name).\(suffix)"] = Self.quantile(sorted, share) }
        figures[name + ".mean"] = values.reduce(0, +) / Double(values.count)
    }

    /// Linear between the two nearest ranks.
    static func quantile(_ sorted: [Double], _ share: Double) -> Double {
        let position = share * Double(sorted.count - 1)
        let low = Int(position)
        let high = min(low + 1, sorted.count - 1)
        return sorted[low] + (sorted[high] - sorted[low]) * (position - Double(low))
    }

    package var object: JSONValue {
        [
            "name": .string(name), "version": .string(version), "machine": Self.machine, "started": .string(started),
            "settings": .object(settings), "figures": .object(figures.mapValues { .number($0) }),
            "notes": .array(notes.map { .string($0) }),
        ]
    }

    /// For a person: a figure a line, in order of name.
    package var table: String {
        let width = (figures.keys.map(\.count).max() ?? 0) + 2
        let rows = figures.sorted { $0.key < $1.key }.map { name, value in
            name + String(repeating: " ", count: width - name.count) + Self.format(value)
        }
        return (["bench \(name)"] + rows + notes.map { "note: \($0)" }).joined(separator: "\n")
    }

    private static func format(_ value: Double) -> String {
        if value == value.rounded(), abs(value) < 1e9 { return String(Int(value)) }
        let scale = abs(value) < 1 ? 10_000.0 : 100.0
        return String((value * scale).rounded() / scale)
    }

    private static var machine: JSONValue {
        let cores = sysconf(Int32(_SC_NPROCESSORS_ONLN))
        let model =
            ProcessFile.read("/proc/cpuinfo").split(separator: "\n").first { $0.hasPrefix("model name") }?
            .split(separator: ":").last.map { String($0.drop { $0 == " " }) } ?? "unknown"
        let memory = ProcessFile.kilobytes("MemTotal", in: "/proc/meminfo") / 1_024
        return ["cores": .integer(cores), "processor": .string(model), "memory_mb": .number(memory.rounded()), "system": "linux"]
    }
}
