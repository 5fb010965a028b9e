/// What is told about the whole program, in its help and its man page.
enum ProgramGuide {
    static let title = "a voice assistant that hears, understands and answers on this machine"
    static let description =
        "Coda listens to speech, understands it, and answers aloud, in real time and without the network. "
        + "coda serve is the server that clients and the page talk to; the other commands work by themselves."

    static let examples = [
        Guide.Entry("coda serve", "start the server; talk to it at http://127.0.0.1:8642/"),
        Guide.Entry("coda talk", "a conversation with this machine's microphone and speaker"),
        Guide.Entry("coda ask question.wav -o answer.wav", "one spoken question, one spoken answer"),
        Guide.Entry("coda ask --text \"what time is it\"", "the same, typed"),
        Guide.Entry("coda say \"hello there\" -o hi.wav", "text to speech"),
        Guide.Entry("coda config example", "every setting, with its default and reason"),
        Guide.Entry("coda replay call.jsonl", "what happened in a recorded session, and whether it would again"),
        Guide.Entry("coda doctor", "what is missing, and how to mend it"),
    ]

    static let exits = [
        Guide.Entry("0", "done"),
        Guide.Entry("1", "a replay differs from its recording, a scenario did not hold, or a benchmark got worse"),
        Guide.Entry("2", "the command line is wrong"),
        Guide.Entry("3", "a file or text cannot be used, or the output cannot be written"),
        Guide.Entry("4", "an engine, a model or a sound device is missing or failed"),
        Guide.Entry("5", "a port, an address or a server"),
        Guide.Entry("130, 143", "interrupted by Ctrl-C or SIGTERM"),
    ]

    static let environment = [
        Guide.Entry("CODA_HOME", "the folder that holds lib and models"),
        Guide.Entry("CODA_CONFIG", "the settings file where --config is absent"),
        Guide.Entry(
            "CODA_SECTION_SETTING",
            "any setting, such as CODA_SERVER_HOST or CODA_TURN_THRESHOLD; CODA_PORT is short for CODA_SERVER_PORT"),
        Guide.Entry("CODA_API_KEY", "the key coda talk shows to a server where --key is absent"),
        Guide.Entry("NO_COLOR", "where set and not empty, nothing is written in colour or bold"),
    ]

    static func help(_ commands: [any Command.Type]) -> String {
        """
        Coda: \(title).

        Examples:
        \(HelpText.list(examples))

        Commands:
        \(HelpText.list(commands.map { Guide.Entry($0.name, $0.summary) }))

        coda COMMAND --help tells more about one. coda --version prints the version.

        Exit status:
        \(HelpText.list(exits))

        Environment:
        \(HelpText.list(environment))
        """
    }
}
