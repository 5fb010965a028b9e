internal import Resources

enum TalkCommand: Command {
    static let name = "talk"
    static let summary = "a conversation with this machine's microphone and speaker, or typed"
    static let guide: Guide? = Guide(
        usage: [
            "[--server URL [--key KEY]] [--input DEVICE] [--output DEVICE] [--voice NAME]", "--text [--server URL [--key KEY]] [--json]",
            "--list",
        ],
        examples: [
            Guide.Entry("coda talk", "speak and listen; nothing else need run"),
            Guide.Entry("coda talk --server ws://127.0.0.1:8642", "with a server that runs already"),
            Guide.Entry("coda talk --text", "type instead"),
            Guide.Entry("echo \"what time is it\" | coda talk --text", "a line in, an answer out"),
            Guide.Entry("coda talk --list", "microphones and speakers"),
        ],
        notes: [
            .text(
                "You may interrupt Coda at any moment. Its own voice is taken out of what it hears; with headphones "
                    + "--no-echo-cancellation saves that. Ctrl-C ends the conversation with exit status 0.")
        ])
    static let options: [Arguments.Option] = [
        .value("--server", form: .text("URL"), summary: "the server to talk to; without it the conversation runs in this process"),
        .value(
            "--key", form: .text("KEY"), summary: "the key the server asks for; CODA_API_KEY does not show in the process list",
            default: "CODA_API_KEY"),
        .value("--input", form: .text("DEVICE"), summary: "the microphone, as --list names it", default: "the system's"),
        .value("--output", "-o", form: .text("DEVICE"), summary: "the speaker, as --list names it", default: "the system's"), .voice,
        .flag("--no-echo-cancellation", summary: "leave Coda's own voice in what it hears"),
        .flag("--text", summary: "type instead of speaking"), .flag("--list", summary: "list microphones and speakers"),
        .flag("--json", summary: "with --text: one JSON object a line"),
    ]

    static func run(_ arguments: Arguments) async throws {
        guard arguments.positional.isEmpty else { throw CommandLineError(.usage, "coda talk takes no files. See: coda talk --help") }
        if arguments.has("--list") { return Terminal.print(TalkDevices.list()) }
        let isTyped = arguments.has("--text")
        guard isTyped || !arguments.has("--json") else { throw CommandLineError(.usage, "--json goes with --text.") }
        let address = try arguments.value("--server").map(ServerAddress.init)
        let key = arguments.value("--key") ?? Terminal.environment("CODA_API_KEY")
        let mailbox = TalkMailbox(capacity: TalkMailbox.room)
        let signals = ProcessSignals()
        // Lives as long as the process: only the signal ends it.
        Task { if await signals.first() > 0 { mailbox.post(.interrupted) } }
        let devices = TalkDevices(input: arguments.value("--input"), output: arguments.value("--output"))
        let voice = arguments.value("--voice")
        let isJSON = arguments.has("--json")
        let cancelsEcho = !arguments.has("--no-echo-cancellation")
        let talk = { @Sendable (line: any TalkLine) async throws in
            if isTyped {
                try await TypedTalk(line: line, mailbox: mailbox, isJSON: isJSON).run()
            } else {
                try await SpokenTalk(line: line, mailbox: mailbox, devices: devices).run(voice: voice, cancelsEcho: cancelsEcho)
            }
        }
        if let address {
            try await RemoteLine.open(address, key: key, mailbox, talk)
        } else {
            try await LocalLine.open(mailbox, talk)
        }
    }
}
