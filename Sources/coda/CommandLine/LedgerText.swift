internal import Realtime
internal import Wire

/// A turn's ledger for a person: a part a line, in the order of time.
enum LedgerText {
    static func of(_ ledger: JSONValue) -> String {
        guard let total = ledger["total_ms"]?.number else { return "No time was measured: nothing was spoken in answer." }
        let rows = TurnLedger.Part.allCases.compactMap { part in
            (ledger["parts_ms"]?[part.rawValue]?.number).map { row(part.rawValue, $0, of: total) }
        }
        return (["", "From the end of speech to the first audible sample:"] + rows + [row("total", total, of: total)]).joined(
            separator: "\n")
    }

    private static func row(_ name: String, _ milliseconds: Double, of total: Double) -> String {
        let tenths = String(Int((milliseconds * 10).rounded()) / 10) + "." + String(Int((milliseconds * 10).rounded()) % 10)
        let bar = name == "total" || total <= 0 ? "" : String(repeating: "#", count: Int((milliseconds / total * 30).rounded()))
        return "  " + name + String(repeating: " ", count: max(1, 25 - name.count - tenths.count)) + tenths + " ms  " + bar
    }
}
