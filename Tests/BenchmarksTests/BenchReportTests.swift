import Benchmarks
import Testing
import Wire

@Suite struct BenchReportTests {
    @Test("a run is one object with the members every reader relies on, and is read back as it was")
    func contract() throws {
        var settings = BenchSettings()
        settings.version = "1.2.3+abc"
        settings.seed = 7
        settings.isQuick = true
        var report = BenchReport("tts", settings)
        report.add("whole_ms.slt.short", (1...100).map(Double.init))
        report.add("calls_per_s", repeats: [3, 1, 2])
        report["real_time_factor.slt"] = 0.02
        let object = try JSONValue.parse(report.object.bytes)
        for member in ["name", "version", "machine", "started", "settings", "figures", "notes"] { #expect(object[member] != nil) }
        for member in ["processor", "cores", "memory_mb", "system", "kernel", "governor", "load_at_start", "libraries", "models"] {
            #expect(object["machine"]?[member] != nil, "\(member)")
        }
        #expect(object["settings"]?["seed"] == 7)
        let run = try BenchRun(object)
        #expect(run.isQuick && run.version == "1.2.3+abc" && run.started.count == 24 && run.started.hasSuffix("Z"))
        #expect(run.figures == report.figures)
        let middle = try #require(run.figures["whole_ms.slt.short.p50"])
        #expect(abs(middle - 50.5) < 1e-9)
        for suffix in ["p95", "p99", "mean", "n"] { #expect(run.figures["whole_ms.slt.short.\(suffix)"] != nil, "\(suffix)") }
        #expect(run.figures["calls_per_s"] == 2 && run.figures["calls_per_s.low"] == 1 && run.figures["calls_per_s.high"] == 3)
    }

    @Test("a figure that could not be measured is left out and said")
    func nothing() {
        var report = BenchReport("tts", BenchSettings())
        report.add("first_audio_ms", [])
        report.add("ready_ms", repeats: [])
        #expect(report.figures.isEmpty)
        #expect(report.notes.count == 2)
    }

    @Test("what is no run is refused with its place", arguments: [[:], ["name": "turn", "version": "1", "started": "x"]] as [JSONValue])
    func refused(object: JSONValue) {
        #expect(throws: BenchError.self) { try BenchRun(object, from: "file.json") }
    }

    @Test("every benchmark is listed once, with what it takes")
    func list() throws {
        let lines = Bench.listing.split(separator: "\n")
        #expect(lines.count == Bench.all.count)
        #expect(Set(Bench.names).count == Bench.all.count)
        for (bench, line) in zip(Bench.all, lines) {
            #expect(line.hasPrefix(bench.name + " ") && line.contains(bench.summary) && line.contains(bench.duration))
            #expect(try Bench.named(bench.name).name == bench.name)
        }
        #expect(throws: BenchError.self) { try Bench.named("everything") }
    }

    @Test("a straight line has its slope, and no doubt; noise has doubt around it")
    func slope() throws {
        let exact = try #require(Slope((0..<50).map { (Double($0), 3 + 2 * Double($0)) }))
        #expect(abs(exact.value - 2) < 1e-9 && abs(exact.high - exact.low) < 1e-9)
        let noisy = try #require(Slope((0..<50).map { (Double($0), $0 % 2 == 0 ? 1 : -1) }))
        #expect(noisy.low < 0 && noisy.high > 0)
        #expect(Slope([(1, 1), (1, 2), (1, 3)]) == nil)
    }

    @Test("what wanders has more doubt around its slope than what jumps about as much")
    func likeness() throws {
        // Three slow waves, and the same values out of order.
        func wave(_ place: Int) -> Double { Double(min(place % 20, 20 - place % 20)) }
        let wandering = try #require(Slope((0..<60).map { (x: Double($0), y: wave($0)) }))
        let jumping = try #require(Slope((0..<60).map { (x: Double($0), y: wave($0 * 37 % 60)) }))
        #expect(wandering.high - wandering.low > 2 * (jumping.high - jumping.low))
        #expect(wandering.holdsZero)
    }

    @Test("options that mean nothing to a benchmark are refused, and said whose they are")
    func options() throws {
        try Bench.named("turn").check(["--clients", "--data", "--quick", "--seed", "--json", "--reference"])
        let error = #expect(throws: BenchError.self) { try Bench.named("tts").check(["--quick", "--eagerness"]) }
        #expect(error?.isUsage == true && error?.message == "coda bench tts takes no --eagerness. It is for turn.")
        #expect(throws: BenchError.self) { try Bench.named("tts").check(["--data"]) }
    }
}
