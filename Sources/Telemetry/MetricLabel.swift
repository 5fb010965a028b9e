/// The values a label may have: few, and all known when the program is written, so that no person's word becomes one.
///
/// For enums without associated values, whose `allCases` is the compiler's.
package protocol MetricLabel: CaseIterable, Equatable, Sendable, RawRepresentable<String> {}

/// One cell for each value of a label.
package struct MetricFamily<Label: MetricLabel, Cell: Sendable>: Sendable {
    @usableFromInline let cells: [Cell]

    package init(_ make: () -> Cell) {
        let isPlain = MemoryLayout<Label>.size == 1 && Label.allCases.enumerated().allSatisfy { Self.place(of: $1) == $0 }
        precondition(isPlain, "\(Label.self) is no enum of some plain cases, in order")
        cells = Label.allCases.map { _ in make() }
    }

    @inlinable package subscript(label: Label) -> Cell { cells[Self.place(of: label)] }

    /// Such an enum is one byte, which counts its cases; `init` checks that for each. Looking it up by its text took 170 ns.
    @inlinable static func place(of label: Label) -> Int { Int(unsafe unsafeBitCast(label, to: UInt8.self)) }
}
