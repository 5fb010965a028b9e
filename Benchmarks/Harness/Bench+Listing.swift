extension Bench {
    /// Every benchmark for a person: its name, what it measures, how long a full run takes and on what.
    package static var listing: String {
        let rows = all.map { bench in
            let data =
                switch bench.data {
                case .none: "nothing"
                case .optional: "recordings help"
                case .recordings: "recordings (--data)"
                }
            return [bench.name, bench.summary, bench.duration, data]
        }
        let widths = (0..<3).map { column in rows.map { $0[column].count }.max() ?? 0 }
        return rows.map { row in
            zip(row, widths + [0]).map { cell, width in cell + String(repeating: " ", count: max(0, width - cell.count)) }
                .joined(separator: "  ")
        }.joined(separator: "\n")
    }
}
