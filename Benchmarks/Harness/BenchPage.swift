internal import Wire

/// Runs as a page of Markdown, with plots beside it.
package struct BenchPage: Sendable {
    package let runs: [BenchRun]
    let references: References
    /// What is written by hand about each benchmark, in Markdown; it comes before the figures.
    let about: String
    /// Where the plots lie, seen from the page.
    let plotFolder: String

    /// - Parameter runs: in any order; they are put in that of `Bench.all`.
    package init(_ runs: [BenchRun], beside references: References = References(), about: String = "", plotFolder: String = "images") {
        let order = Bench.names
        self.runs = runs.sorted { (order.firstIndex(of: $0.name) ?? .max, $0.name) < (order.firstIndex(of: $1.name) ?? .max, $1.name) }
        self.references = references
        self.about = about
        self.plotFolder = plotFolder
    }

    /// Every plot and the name of its file.
    package var plots: [(file: String, svg: String)] {
        runs.flatMap { run in run.plots.map { (Self.file(run, $0.suffix), $0.plot.svg) } }
    }

    private static func file(_ run: BenchRun, _ suffix: String) -> String { "bench-\(run.name)-\(suffix).svg" }

    package var markdown: String {
        var parts = ["# Benchmarks", head]
        if !about.isEmpty { parts.append(about) }
        parts += runs.map(section)
        return parts.joined(separator: "\n\n") + "\n"
    }

    private var head: String {
        let machines = Set(runs.map { Self.machine($0.machine) }).sorted()
        let days = Set(runs.map { String($0.started.prefix(10)) }).sorted()
        let versions = Set(runs.map(\.version)).sorted()
        return """
            Made by `coda bench report`; what is written by hand is in `Benchmarks/about.md`.

            Measured on \(days.joined(separator: ", ")) with Coda \(versions.joined(separator: ", ")), on \(machines.joined(separator: "; ")).
            All of it again: `coda bench all --data DIR --out DIR`, then `coda bench report DIR --markdown docs/benchmarks.md`.
            """
    }

    private static func machine(_ machine: JSONValue) -> String {
        let memory = machine["memory_mb"]?.number.map { ", \(FigureText.of(($0 / 1_024).rounded())) GB" } ?? ""
        let kernel = machine["kernel"]?.string.map { ", Linux \($0)" } ?? ""
        return "\(machine["processor"]?.string ?? "an unknown processor"), \(machine["cores"]?.integer ?? 0) cores\(memory)"
            + ", \(machine["system"]?.string ?? "")\(kernel)"
    }

    // MARK: One benchmark

    private func section(_ run: BenchRun) -> String {
        var parts = ["## `\(run.name)`"]
        if let bench = try? Bench.named(run.name) {
            parts.append(bench.summary.prefix(1).uppercased() + bench.summary.dropFirst() + (run.isQuick ? ". A quick run." : "."))
        }
        let load = run.machine["load_at_start"]?.number.map { " The machine's load was \(FigureText.of($0)) before." } ?? ""
        parts.append("`\(Self.command(run))`, begun \(run.started).\(load)")
        let latencies = run.latencies
        if !latencies.isEmpty { parts.append(latencyTable(run, latencies)) }
        let covered = Set(latencies.flatMap { name in ["p50", "p95", "p99", "mean", "n"].map { "\(name).\($0)" } })
        let others = run.figures.keys.filter { !covered.contains($0) && !Self.isEnd($0, of: run) }.sorted()
        if !others.isEmpty { parts.append(figureTable(run, others)) }
        if let beside = besides(run) { parts.append(beside) }
        parts += run.plots.map { "![\(Plot.escape($0.plot.title))](\(plotFolder)/\(Self.file(run, $0.suffix)))" }
        if !run.notes.isEmpty { parts.append(run.notes.map { "- \($0)" }.joined(separator: "\n")) }
        return parts.joined(separator: "\n\n")
    }

    /// The ends of a range stand beside its middle.
    private static func isEnd(_ figure: String, of run: BenchRun) -> Bool {
        for end in [".low", ".high"] where figure.hasSuffix(end) { return run.figures[String(figure.dropLast(end.count))] != nil }
        return false
    }

    private static func command(_ run: BenchRun) -> String {
        var words = ["coda bench \(run.name)"]
        if run.settings["data"] != nil { words.append("--data DIR") }
        if let clients = run.settings["clients"]?.integer, clients > 1 { words.append("--clients \(clients)") }
        if let eagerness = run.settings["eagerness"]?.string { words.append("--eagerness \(eagerness)") }
        if let seed = run.settings["seed"]?.integer, seed != 0 { words.append("--seed \(seed)") }
        if run.isQuick { words.append("--quick") }
        return words.joined(separator: " ")
    }

    private func latencyTable(_ run: BenchRun, _ names: [String]) -> String {
        let rows = names.map { name in
            [name] + ["p50", "p95", "p99", "mean", "n"].map { run.figures["\(name).\($0)"].map(FigureText.of) ?? "" }
        }
        return TextTable(["latency", "p50", "p95", "p99", "mean", "n"], rows).markdown
    }

    private func figureTable(_ run: BenchRun, _ names: [String]) -> String {
        let rows = names.map { name -> [String] in
            let ends = [".low", ".high"].compactMap { run.figures[name + $0].map(FigureText.of) }
            return [name, run.figures[name].map(FigureText.of) ?? "", ends.joined(separator: " to ")]
        }
        return TextTable(["figure", "value", "range"], rows).markdown
    }

    // MARK: Others

    /// What others published or reached, beside ours.
    private func besides(_ run: BenchRun) -> String? {
        let entries = references.entries(bench: run.name).filter { run.figures[$0.figure] != nil }
        guard !entries.isEmpty else { return nil }
        let rows = entries.map { entry -> [String] in
            let ours = run.figures[entry.figure] ?? 0
            let ratio =
                entry.isSameWork && entry.value != 0 ? FigureText.of(((ours / entry.value) * 100).rounded() / 100) : "not the same work"
            return [entry.figure, FigureText.of(ours), FigureText.of(entry.value), ratio, entry.note, entry.source]
        }
        return TextTable(["beside ours", "ours", "theirs", "ours / theirs", "note", "theirs is"], rows).markdown
    }
}
