internal import Resources

/// This process's memory while turns pass: what the kernel has given it, and what its heap has handed out.
struct MemoryTrend {
    private var resident: [(x: Double, y: Double)] = []
    private var heap: [(x: Double, y: Double)] = []

    /// - Parameter count: how often it will be looked at, so that the looking itself takes no memory later.
    init(expecting count: Int) {
        resident.reserveCapacity(count)
        heap.reserveCapacity(count)
    }

    /// Looks at it after so many turns.
    mutating func look(after turns: Int) {
        resident.append((Double(turns), ProcessFile.residentKilobytes()))
        heap.append((Double(turns), Double(HeapUse.bytes) / 1_024))
    }

    /// Adds the slopes of the second half: by then everything that is kept has been made.
    func add(to report: inout BenchReport) {
        for (name, what, values) in [("rss", "resident memory", resident), ("heap", "the heap in use", heap)] {
            report["\(name)_end_mb"] = values.last.map { $0.y / 1_024 }
            guard let slope = Slope(Array(values.suffix(values.count / 2))) else { continue }
            report["\(name)_slope_kb_per_1000_turns"] = slope.value * 1_000
            report["\(name)_slope_low"] = slope.low * 1_000
            report["\(name)_slope_high"] = slope.high * 1_000
            report.notes.append("\(what): zero \(slope.holdsZero ? "lies" : "does not lie") in the 95 % interval of its slope")
        }
        report.notes.append(
            "slopes are over the second half of the turns; the heap in use is what was handed out and not given back, resident memory also what lies between"
        )
    }
}
