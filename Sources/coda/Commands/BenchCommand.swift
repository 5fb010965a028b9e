internal import Benchmarks
internal import Realtime
internal import Wire

enum BenchCommand: Command {
    static let name = "bench"
    static let summary = "measure: turn, endpoint, bargein, stt, vad, startup, crowd, websocket, spans, metrics"
    static let guide: Guide? = Guide(
        usage: [
            "turn    --data DIR [--clients N] [--turns T] [--eagerness WORD] [--server PORT] [--quick] [--json FILE]",
            "stt     --data DIR [--quick] [--json FILE]",
            "vad     --data DIR [--quick] [--json FILE]", "startup [--quick] [--json FILE]", "spans [--quick] [--json FILE]",
            "bargein --data DIR [--quick] [--json FILE]", "crowd   --data DIR [--clients N] [--quick] [--json FILE]",
            "metrics [--quick] [--json FILE]", "websocket [--peers] [--quick] [--json FILE]",
            "endpoint --data DIR [--rows FILE] [--evidence FILE] [--quick] [--json FILE]",
        ],
        examples: [
            Guide.Entry("coda bench turn --data recordings", "one conversation after another"),
            Guide.Entry("coda bench turn --data recordings --clients 5", "five at once"),
            Guide.Entry("coda bench stt --data recordings --json -", "one JSON object"),
        ],
        operand: .choice("NAME", Bench.names),
        notes: [
            .list(
                "What each measures",
                [
                    Guide.Entry(
                        "turn",
                        "streams recordings in real time, 20 ms a frame, through a WebSocket to a server of its own, and takes the time "
                            + "from the true end of speech to the first byte and first audible sample of the reply"),
                    Guide.Entry(
                        "stt",
                        "word errors, speed and delays of the recogniser (normalisation: lower case, no punctuation, digits as words)"),
                    Guide.Entry(
                        "endpoint",
                        "how often pauses inside turns are taken for their end, and how long after the true end a turn is ended: silence alone, "
                            + "the turn model alone, and Coda; in the time of the sound, not in real time"),
                    Guide.Entry("vad", "misses and false alarms against labelled speech, and the cost of a window"),
                    Guide.Entry(
                        "bargein",
                        "what stops a reply: real recordings over it, backchannels, noise and its own echo, and whether it goes on exactly"),
                    Guide.Entry(
                        "crowd",
                        "the turn benchmark's first audible sample, alone and then beside 5,000 idle connections, 200 slow ones and a flood"
                    ),
                    Guide.Entry("spans", "what recording a span costs, and what it costs while nobody wants it"),
                    Guide.Entry("metrics", "what counting costs: one count, one recorded duration, one look at every metric"),
                    Guide.Entry(
                        "websocket",
                        "set-up with a key, latency at 5,000 requests a second, sound messages a second, and memory of 10,000 idle sessions"
                    ),
                    Guide.Entry("startup", "time from start to ready, and memory per idle session"),
                ])
        ])
    static let options: [Arguments.Option] = [
        .value("--data", form: .folder("DIR"), summary: "searched through for transcripts.tsv; labels beside it are used"),
        .value("--clients", form: .number("N"), summary: "conversations at once", default: "1"),
        .value("--turns", form: .number("T"), summary: "recordings each client plays", default: "all"),
        .value("--eagerness", form: .choice("WORD", ["low", "medium", "high", "auto"]), summary: "how eagerly the server ends turns"),
        .value("--rows", form: .file("FILE"), summary: "endpoint: also write the evidence at every window to FILE, tab-separated"),
        .value("--evidence", form: .file("FILE"), summary: "endpoint: decide on what --rows wrote before, without hearing it again"),
        .value("--server", form: .number("PORT"), summary: "turn: measure a server that runs on this machine, not one of its own"),
        .flag("--peers", summary: "websocket: also measure the Python echo that make bench-peers installs"),
        .flag("--quick", summary: "a sample that ends within 45 s"),
        .value("--json", form: .file("FILE"), summary: "one object with every figure; - is standard output"),
    ]

    static func run(_ arguments: Arguments) async throws {
        guard arguments.positional.count == 1, let name = arguments.positional.first else {
            throw CommandLineError(.usage, "name one benchmark: \(Bench.names.joined(separator: ", ")). See: coda bench --help")
        }
        var settings = BenchSettings()
        settings.data = arguments.value("--data")
        settings.clients = try arguments.integer("--clients", in: 1...100, default: 1)
        settings.turns = arguments.value("--turns") == nil ? nil : try arguments.integer("--turns", in: 1...100_000, default: 1)
        settings.eagerness = arguments.value("--eagerness")
        settings.rows = arguments.value("--rows")
        settings.evidence = arguments.value("--evidence")
        settings.server = arguments.value("--server") == nil ? nil : try arguments.integer("--server", in: 1...65_535, default: 1)
        settings.measuresPeers = arguments.has("--peers")
        settings.isQuick = arguments.has("--quick")
        settings.home = EngineHome.locate()
        settings.version = Version.text
        let chosen = settings
        let interruption = Interruption()
        interruption.tell("nothing was written")
        let report = try await Progress.show("Measuring: \(name)") { _ in
            do { return try await Bench.run(name, chosen) { Terminal.say($0) } } catch let error as BenchError {
                throw CommandLineError(error.isUsage ? .usage : .input, error.message)
            }
        }
        switch arguments.value("--json") {
        case nil: Terminal.print(report.table)
        case "-"?: Terminal.print(report.object.text)
        case let path?:
            Terminal.print(report.table)
            try writeText(report.object.text + "\n", to: path)
        }
    }
}
