/// The values a label may have: few, and all known when the program is written, so that no person's word becomes one.
package protocol MetricLabel: CaseIterable, Hashable, Sendable, RawRepresentable<String> {}

/// One cell for each value of a label.
package struct MetricFamily<Label: MetricLabel, Cell: Sendable>: Sendable {
    private let cells: [Label: Cell]

    init(_ make: () -> Cell) {
        cells = Dictionary(Label.allCases.map { ($0, make()) }) { first, _ in first }
    }

    /// A label whose cases do not list one of its own values is our mistake.
    package subscript(label: Label) -> Cell {
        guard let cell = cells[label] else { preconditionFailure("\(Label.self) does not list every case") }
        return cell
    }
}
