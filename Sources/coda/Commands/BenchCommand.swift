internal import Benchmarks
internal import Realtime
internal import Wire

enum BenchCommand: Command {
    static let name = "bench"
    static let summary = "measure: turn, stt, vad, startup, crowd"
    static let help = """
        Usage: coda bench turn    --data DIR [--clients N] [--turns T] [--quick] [--json FILE]
               coda bench stt     --data DIR [--quick] [--json FILE]
               coda bench vad     --data DIR [--quick] [--json FILE]
               coda bench startup [--quick] [--json FILE]
               coda bench crowd   --data DIR [--clients N] [--quick] [--json FILE]

        Examples:
          coda bench turn --data ../shared/data/speech/assistant_commands
          coda bench turn --data ../shared/data/speech/assistant_commands --clients 5
          coda bench stt --data ../shared/data/speech --json -

        What each measures:
          turn     streams recordings in real time, 20 ms a frame, through a WebSocket to a server of its own,
                   and takes the time from the true end of speech to the first byte and first audible sample of the reply
          stt      word errors, speed and delays of the recogniser (normalisation: lower case, no punctuation, digits as words)
          vad      misses and false alarms against labelled speech, and the cost of a window
          crowd    the turn benchmark's first audible sample, alone and then beside 5,000 idle connections,
                   200 slow ones and a flood
          startup  time from start to ready, and memory per idle session

        Options:
          --data DIR    searched through for transcripts.tsv; labels beside it are used
          --clients N   conversations at once (default 1)
          --turns T     recordings each client plays (default: all)
          --quick       a sample that ends within 45 s
          --json FILE   one object with every figure; - is standard output
        """
    static let options: [Arguments.Option] = [
        .value("--data"), .value("--clients"), .value("--turns"), .flag("--quick"), .value("--json"),
    ]

    static func run(_ arguments: Arguments) async throws {
        guard arguments.positional.count == 1, let name = arguments.positional.first else {
            throw CommandLineError(.usage, "name one benchmark: \(Bench.names.joined(separator: ", ")). See: coda bench --help")
        }
        var settings = BenchSettings()
        settings.data = arguments.value("--data")
        settings.clients = try arguments.integer("--clients", in: 1...100, default: 1)
        settings.turns = arguments.value("--turns") == nil ? nil : try arguments.integer("--turns", in: 1...100_000, default: 1)
        settings.isQuick = arguments.has("--quick")
        settings.home = EngineHome.locate()
        settings.version = Version.text
        let report: BenchReport
        do { report = try await Bench.run(name, settings) { Terminal.say($0) } } catch let error as BenchError {
            throw CommandLineError(error.isUsage ? .usage : .input, error.message)
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
