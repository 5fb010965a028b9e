internal import Benchmarks
internal import Glibc
internal import Realtime
internal import Wire

enum BenchCommand: Command {
    static let name = "bench"
    static let summary = "measure: one benchmark or all, compare runs, make a page of them"
    static let guide: Guide? = Guide(
        usage: [
            "list", "NAME [--data DIR] [--quick] [--seed N] [--json FILE]", "all [--data DIR] [--quick] [--out DIR]",
            "compare BEFORE AFTER [--limits FILE] [--full]", "report DIR [--markdown FILE]",
        ],
        examples: [
            Guide.Entry("coda bench list", "every benchmark: what it measures, how long, on what"),
            Guide.Entry("coda bench turn --data recordings --clients 5", "five conversations at once"),
            Guide.Entry("coda bench tts --quick --json -", "one JSON object, within 45 s"),
            Guide.Entry("coda bench all --quick --data recordings --out after", "a file for each benchmark, and a page with plots"),
            Guide.Entry("coda bench compare before after", "ends with 1 where a figure is worse than its limit allows"),
        ],
        operand: .choice("NAME", actions + Bench.names),
        notes: [
            .list("What there is", Bench.all.map { Guide.Entry($0.name, "\($0.summary) (\($0.duration))") }),
            .text("BEFORE and AFTER are files or folders that coda bench --json or coda bench all wrote."),
            .text("Beside our figures stand those that others published or reached, where Benchmarks/reference has any."),
        ])
    static let options: [Arguments.Option] = [
        .value("--data", form: .folder("DIR"), summary: "searched through for transcripts.tsv; labels beside it are used"),
        .value("--clients", form: .number("N"), summary: "conversations at once; concurrency: this level alone", default: "1"),
        .value("--turns", form: .number("T"), summary: "recordings each client plays, or turns taken", default: "all"),
        .value("--eagerness", form: .choice("WORD", ["low", "medium", "high", "auto"]), summary: "how eagerly the server ends turns"),
        .value("--rows", form: .file("FILE"), summary: "endpoint: also write the evidence at every window to FILE, tab-separated"),
        .value("--evidence", form: .file("FILE"), summary: "endpoint: decide on what --rows wrote before, without hearing it again"),
        .value("--server", form: .number("PORT"), summary: "turn: measure a server that runs on this machine, not one of its own"),
        .value("--train", form: .file("FILE"), summary: "intents: learn from this; a label, a tab and a text on each line"),
        .value("--test", form: .file("FILE"), summary: "intents: try on this; the label oos means none of them"),
        .value("--heard", form: .number("N"), summary: "intents: also speak and recognise so many of them", default: "0"),
        .value(
            "--kills", form: .number("N"), summary: "memory: kill a process that stores so often instead, and look for what is lost",
            default: "0"),
        .value("--writer", form: .file("FILE"), summary: "memory: be that process, over FILE"),
        .value("--sizes", form: .text("N,N"), summary: "search: how many vectors there are", default: "1000,10000,100000,1000000"),
        .flag("--peers", summary: "websocket, search: also measure the slow ones of what make bench-peers installs"),
        .flag("--quick", summary: "a sample that ends within 45 s"),
        .value("--seed", form: .number("N"), summary: "where chance begins; equal seeds draw equally", default: "0"),
        .value("--json", form: .file("FILE"), summary: "one object with every figure; - is standard output"),
        .value("--out", form: .folder("DIR"), summary: "all: where the files and the page go", default: "bench-results"),
        .value("--markdown", form: .file("FILE"), summary: "report: the page; plots go into images beside it", default: "DIR/report.md"),
        .value("--limits", form: .file("FILE"), summary: "compare: rules for single figures", default: "Benchmarks/limits.json"),
        .flag("--full", summary: "compare: show every figure, not only those that changed"),
        .value("--reference", form: .folder("DIR"), summary: "others' figures", default: "Benchmarks/reference"),
    ]

    static let actions = ["list", "all", "compare", "report"]

    static func run(_ arguments: Arguments) async throws {
        guard let name = arguments.positional.first else {
            throw CommandLineError(.usage, "name a benchmark, or list, all, compare or report. See: coda bench --help")
        }
        let rest = Array(arguments.positional.dropFirst())
        do {
            try check(arguments, of: name)
            switch (name, rest.count) {
            case ("list", 0): Terminal.print(Bench.listing)
            case ("all", 0): try await BenchSeries.run(arguments, settings: settings(arguments))
            case ("compare", 2): try BenchPages.compare(rest[0], rest[1], arguments)
            case ("report", 1): try BenchPages.report(rest[0], arguments)
            case (_, 0) where name != "compare" && name != "report": try await measure(Bench.named(name), arguments)
            default: throw CommandLineError(.usage, "coda bench \(name) was given too many words, or too few. See: coda bench --help")
            }
        } catch let error as BenchError {
            throw CommandLineError(error.isUsage ? .usage : .input, error.message)
        }
    }

    /// What the actions take; benchmarks know their own.
    private static let actionOptions = [
        "list": [], "all": ["--data", "--quick", "--seed", "--out", "--markdown", "--reference"],
        "compare": ["--limits", "--full"], "report": ["--markdown", "--reference"],
    ]

    private static func check(_ arguments: Arguments, of name: String) throws {
        guard let known = actionOptions[name] else { return try Bench.named(name).check(arguments.given) }
        guard let stranger = arguments.given.sorted().first(where: { !known.contains($0) }) else { return }
        throw CommandLineError(.usage, "coda bench \(name) takes no \(stranger). See: coda bench --help")
    }

    private static func measure(_ bench: Bench, _ arguments: Arguments) async throws {
        let settings = try settings(arguments)
        let references = try BenchPages.references(arguments)
        let interruption = Interruption()
        interruption.tell("nothing was written")
        let report = try await Progress.show("Measuring: \(bench.name)") { _ in try await bench.run(settings) { Terminal.say($0) } }
        switch arguments.value("--json") {
        case nil: Terminal.print(report.table(beside: references))
        case "-"?: Terminal.print(report.object.text)
        case let path?:
            Terminal.print(report.table(beside: references))
            try writeText(report.object.text + "\n", to: path)
        }
    }

    private static func sizes(_ arguments: Arguments) throws -> [Int] {
        try (arguments.value("--sizes") ?? "").split(separator: ",").map { word in
            guard let size = Int(word), (1...10_000_000).contains(size) else {
                throw CommandLineError(.usage, "--sizes takes numbers from 1 to 10000000 with commas between them. See: coda bench --help")
            }
            return size
        }
    }

    private static func settings(_ arguments: Arguments) throws -> BenchSettings {
        var settings = BenchSettings()
        settings.data = arguments.value("--data")
        settings.clients = try arguments.integer("--clients", in: 1...100, default: 1)
        settings.namesClients = arguments.value("--clients") != nil
        settings.turns = arguments.value("--turns") == nil ? nil : try arguments.integer("--turns", in: 1...100_000, default: 1)
        settings.eagerness = arguments.value("--eagerness")
        settings.rows = arguments.value("--rows")
        settings.evidence = arguments.value("--evidence")
        settings.server = arguments.value("--server") == nil ? nil : try arguments.integer("--server", in: 1...65_535, default: 1)
        settings.train = arguments.value("--train")
        settings.test = arguments.value("--test")
        settings.heard = try arguments.integer("--heard", in: 0...100_000, default: 0)
        settings.kills = try arguments.integer("--kills", in: 0...100_000, default: 0)
        settings.writer = arguments.value("--writer")
        settings.sizes = try sizes(arguments)
        settings.measuresPeers = arguments.has("--peers")
        settings.isQuick = arguments.has("--quick")
        settings.seed = UInt64(try arguments.integer("--seed", in: 0...1_000_000_000, default: 0))
        settings.home = EngineHome.locate()
        settings.version = Version.text
        return settings
    }
}
