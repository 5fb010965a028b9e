internal import Audio
internal import Glibc
internal import Recording
internal import Wire

enum ReplayCommand: Command {
    static let name = "replay"
    static let summary = "decide recorded sessions anew, and tell what happened in them"
    static let guide: Guide? = Guide(
        usage: [
            "FILE.jsonl [FILE.jsonl ...] [--from S] [--to S] [--quiet] [--json]", "FILE.jsonl [FILE.jsonl ...] --test DIR [--redact]",
            "FILE.jsonl [FILE.jsonl ...] --accept",
        ],
        examples: [
            Guide.Entry("coda replay calls/*.jsonl --quiet", "is everything decided as it was?"),
            Guide.Entry("coda replay call.jsonl --from 12 --to 20", "what happened between these seconds"),
            Guide.Entry("coda replay call.jsonl --test Tests/DialogueTests/Recordings --redact", "a test of it, without the words"),
        ],
        operand: .file("FILE.jsonl"),
        notes: [
            .text(
                "coda serve --record DIR writes the files. A fresh conversation takes the recorded events, as fast as the machine goes; nothing "
                    + "is heard, asked or spoken. The first decision that is not the recorded one ends the replay with status 1."),
            .text("A timeline holds what people said. docs/record-and-replay.md explains the files."),
        ])
    static let options: [Arguments.Option] = [
        .value("--from", form: .number("S"), summary: "the timeline from this second of the session on"),
        .value("--to", form: .number("S"), summary: "the timeline up to this second"),
        .flag("--quiet", "-q", summary: "no timeline"),
        .flag("--json", summary: "one JSON object a file on standard output (docs/command-line.md)"),
        .value("--test", form: .folder("DIR"), summary: "copy recordings that replay alike to the tests' folder"),
        .flag("--redact", summary: "with --test: letters become x and digits 0 wherever people's words stand"),
        .flag("--accept", summary: "rewrite the files: what is decided now is right"),
    ]

    static func run(_ arguments: Arguments) async throws {
        let files = arguments.positional
        guard !files.isEmpty else { throw CommandLineError(.usage, "give at least one recording. See: coda replay --help") }
        guard arguments.value("--test") != nil || !arguments.has("--redact") else {
            throw CommandLineError(.usage, "--redact goes with --test DIR.")
        }
        guard arguments.value("--test") == nil || !arguments.has("--accept") else {
            throw CommandLineError(.usage, "give either --test or --accept, not both.")
        }
        let window = try seconds(arguments, "--from", or: 0)...max(0, try seconds(arguments, "--to", or: .greatestFiniteMagnitude))
        var failures: [CommandLineError] = []
        for file in files {
            do { try replay(file, arguments, window) } catch let error as CommandLineError {
                if files.count > 1 { Terminal.say("coda: \(error.message)") }
                failures.append(error)
            }
        }
        guard let worst = failures.max(by: { $0.code.rawValue < $1.code.rawValue }) else { return }
        throw files.count == 1 ? worst : CommandLineError(worst.code, "\(failures.count) of \(files.count) recordings failed.")
    }

    private static func seconds(_ arguments: Arguments, _ name: String, or standard: Double) throws -> Double {
        guard let text = arguments.value(name) else { return standard }
        guard let number = Double(text), number >= 0 else { throw CommandLineError(.usage, "\(name) must be seconds, not \"\(text)\".") }
        return number
    }

    private static func replay(_ file: String, _ arguments: Arguments, _ window: ClosedRange<Double>) throws {
        let recording: Recording
        do { recording = try Recording(try readBytes(file)) } catch let error as RecordingError {
            throw CommandLineError(.input, place(error, in: file))
        }
        if arguments.has("--accept") { return try accept(recording, file) }
        let replay = Replay(recording)
        let shown = replay.timeline.entries.filter { window.contains(Double($0.time.samples) / 16_000) }
        if arguments.has("--json") {
            Terminal.print(object(file, recording, replay, shown).text)
        } else {
            if !arguments.has("--quiet") { show(shown) }
            if replay.difference == nil { Terminal.print("\(file): \(verdict(recording, replay))") }
        }
        if let difference = replay.difference { throw CommandLineError(.different, "\(file): \(difference)") }
        if let fault = recording.fault { throw CommandLineError(.input, place(fault, in: file)) }
        if let folder = arguments.value("--test") { try makeTest(of: recording, file, in: folder, isRedacted: arguments.has("--redact")) }
    }

    private static func place(_ error: RecordingError, in file: String) -> String {
        if case .line(let line, let message) = error { "\(file):\(line): \(message)" } else { "\(error)" }
    }

    private static func verdict(_ recording: Recording, _ replay: Replay) -> String {
        let length = Timeline.clock(recording.steps.last?.time ?? .zero)
        let ending =
            switch recording.ending {
            case .whole?, nil: ""
            case .incomplete?: "; the recording is incomplete: the disk was too slow for it"
            case .stopped?: "; the program was stopped before the session ended"
            }
        return "\(replay.compared) events in \(length), all decided as they were\(ending)"
    }

    private static func show(_ entries: [Timeline.Entry]) {
        for entry in entries {
            let time = Timeline.clock(entry.time)
            let indent = String(repeating: " ", count: max(0, 9 - time.count))
            Terminal.print("\(indent)\(time)  \(entry.who.rawValue.padded(to: 10))  \(entry.what)")
        }
    }

    private static func object(_ file: String, _ recording: Recording, _ replay: Replay, _ entries: [Timeline.Entry]) -> JSONValue {
        let timeline = entries.map { entry -> JSONValue in
            ["seconds": .number(Double(entry.time.samples) / 16_000), "who": .string(entry.who.rawValue), "what": .string(entry.what)]
        }
        let difference = replay.difference.map { difference -> JSONValue in
            [
                "step": .integer(difference.step), "line": .integer(difference.line),
                "seconds": .number(Double(difference.time.samples) / 16_000), "event": difference.event,
                "expected": .array(difference.expected), "got": .array(difference.got),
            ]
        }
        return [
            "schema": "coda.replay/1", "input": .string(file), "program": .string(recording.header.program),
            "started": .string(recording.header.started), "events": .integer(recording.steps.count), "compared": .integer(replay.compared),
            "seconds": .number(Double(recording.steps.last?.time.samples ?? 0) / 16_000),
            "ending": recording.ending.map { .string($0.rawValue) } ?? .null, "difference": difference ?? .null,
            "fault": recording.fault.map { .string("\($0)") } ?? .null, "timeline": .array(timeline),
        ]
    }

    // MARK: Files

    private static func accept(_ recording: Recording, _ file: String) throws {
        if let fault = recording.fault { throw CommandLineError(.input, place(fault, in: file)) }
        try writeBytes(recording.accepted(), to: file, mode: 0o600)
        Terminal.print("\(file): what is decided now is what it holds.")
    }

    private static func makeTest(of recording: Recording, _ file: String, in folder: String, isRedacted: Bool) throws {
        var recording = recording
        do { if isRedacted { recording = try recording.redacted() } } catch { throw CommandLineError(.input, place(error, in: file)) }
        let name = String(file.split(separator: "/").last ?? "recording.jsonl")
        let path = "\(folder)/\(name)"
        guard unsafe access(path, F_OK) != 0 else { throw CommandLineError(.input, "\(path) is there already.") }
        try writeBytes(recording.accepted(), to: path, mode: 0o600)
        Terminal.print("\(path): a test of it; RecordedSessionsTests replays it.")
    }

    private static func readBytes(_ path: String) throws -> [UInt8] {
        var bytes: [UInt8] = []
        if let cause = SystemFile.read(path, { bytes += $0 }) { throw CommandLineError(.input, "\(path): \(cause)") }
        return bytes
    }
}
