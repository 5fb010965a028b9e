import Benchmarks
import TestSupport
import Testing
import Wire

@Suite struct BenchPageTests {
    private static func run() throws -> BenchRun {
        var report = BenchReport("providers", BenchSettings())
        for clients in [1, 5, 10, 20] { report.add("calls_per_s.\(clients)", repeats: [1_000 * Double(clients), 900, 1_100]) }
        report.add("call_ms", [1, 2, 3])
        report.add("call_ms.a<b>&\"c\"", [4, 5, 6])
        report["delta_ms"] = -3
        report.notes.append("a note")
        return try BenchRun(report.object)
    }

    @Test("a page has every figure, in tables, and every plot it shows")
    func page() throws {
        let page = BenchPage([try Self.run()], about: "Written by hand.")
        let text = page.markdown
        for said in ["## `providers`", "Written by hand.", "| delta_ms | -3 |", "- a note", "| call_ms | 2 | 2.9 | 2.98 | 2 | 3 |"] {
            #expect(text.contains(said), "\(said)")
        }
        #expect(page.plots.count == 2)
        for plot in page.plots { #expect(text.contains("(images/\(plot.file))")) }
        // Every row of a table has as many cells as its head.
        var cells = 0
        for line in text.split(separator: "\n", omittingEmptySubsequences: false) {
            guard line.hasPrefix("|") else {
                cells = 0
                continue
            }
            let count = line.count { $0 == "|" }
            #expect(cells == 0 || count == cells, "\(line)")
            cells = count
        }
    }

    @Test("plots are well-formed, titled, with axes and units, and follow the reader's theme")
    func plots() throws {
        let plots = BenchPage([try Self.run()]).plots
        for plot in plots {
            #expect(Markup.complaint(about: plot.svg) == nil)
            #expect(plot.svg.contains("<title>") && plot.svg.contains("prefers-color-scheme: dark") && plot.svg.contains("class=\"grid\""))
        }
        let latency = try #require(plots.first { $0.file.hasSuffix("latency.svg") })
        #expect(latency.svg.contains(">milliseconds<") && latency.svg.contains("call_ms.a&lt;b&gt;&amp;&quot;c&quot;"))
        let lines = try #require(plots.first { $0.file.contains("calls-per-s") })
        #expect(lines.svg.contains(">per second<") && lines.svg.contains(">calls at once<") && lines.svg.contains("<polyline"))
    }

    @Test("markup that is not well-formed is noticed", arguments: ["<a>", "<a></b>", "<a x=1/>", "<a x=\"<\"/>", "a & b", "<a/><b/>"])
    func checker(text: String) { #expect(Markup.complaint(about: text) != nil) }

    @Test("others' figures stand beside ours, and what is not the same work has no ratio")
    func references() throws {
        let folder = TemporaryFolder("references")
        try folder.write(
            """
            {"source": "a published page", "figures": [
              {"bench": "providers", "figure": "calls_per_s.1", "value": 500, "same_work": true, "note": "mocks"},
              {"bench": "providers", "figure": "delta_ms", "value": 6, "same_work": false}]}
            """, to: "a.json")
        let references = try References(folder: folder.path)
        let text = BenchPage([try Self.run()], beside: references).markdown
        #expect(text.contains("| calls_per_s.1 | 1000 | 500 | 2 | mocks | a published page |"))
        #expect(text.contains("| delta_ms | -3 | 6 | not the same work |  | a published page |"))
        var report = BenchReport("providers", BenchSettings())
        report["delta_ms"] = 1
        #expect(report.table(beside: references).contains("6 [a] not the same work"))
        try folder.write("{\"figures\": []}", to: "b.json")
        #expect(throws: BenchError.self) { try References(folder: folder.path) }
    }

    @Test("the committed figures of others can be read, and are about benchmarks and units that there are")
    func committed() throws {
        let folder = #filePath.split(separator: "/").dropLast(3).map { "/" + $0 }.joined() + "/Benchmarks/reference"
        let references = try References(folder: folder)
        for name in ["turn", "audio", "models", "providers", "tts"] { #expect(!references.entries(bench: name).isEmpty, "\(name)") }
        let known = Set(Bench.names).union(BenchContract.names)
        for entry in references.all {
            #expect(known.contains(entry.bench), "\(entry.bench)")
            #expect(FigureUnit.better(entry.figure) != nil, "\(entry.figure)")
            #expect(!entry.source.isEmpty)
        }
    }
}
