internal import Transport

enum KeysCommand: Command {
    static let name = "keys"
    static let summary = "make, list and revoke the keys of people who come from elsewhere"
    static let guide: Guide? = Guide(
        usage: ["new ACCOUNT --file FILE", "list --file FILE", "revoke FINGERPRINT --file FILE"],
        examples: [
            Guide.Entry("coda keys new anna --file keys.txt", "makes a key for anna and prints it, this once"),
            Guide.Entry("coda serve --host 0.0.0.0 --keys keys.txt", "serves whoever has one of the keys"),
            Guide.Entry("coda keys list --file keys.txt", "accounts, and the first 8 digits of each key's SHA-256"),
            Guide.Entry("coda keys revoke 1a2b3c4d --file keys.txt", "removes that key"),
        ],
        operand: .choice("ACTION", ["new", "list", "revoke"]),
        notes: [
            .text("The file holds digests, not keys, and is its owner's alone. One account may have several keys."),
            .text("A server that runs uses its old keys until SIGHUP makes it read the file again; sessions of a revoked key end then."),
        ])
    static let options: [Arguments.Option] = [
        .value("--file", form: .file("FILE"), summary: "the keys file; new makes it where there is none")
    ]

    static func run(_ arguments: Arguments) async throws {
        let words = arguments.positional
        guard let path = arguments.value("--file") else {
            throw CommandLineError(.usage, "name the keys file with --file FILE. See: coda keys --help")
        }
        do {
            switch (words.first, words.count) {
            case ("new", 2): try makeKey(for: words[1], path)
            case ("list", 1): try list(path)
            case ("revoke", 2):
                let account = try KeysFile.revoke(words[1], in: path)
                Terminal.say("A key of \(account) is revoked.")
            default:
                throw CommandLineError(.usage, "use new ACCOUNT, list, or revoke FINGERPRINT. See: coda keys --help")
            }
        } catch let error as AccessError {
            if case .invalidAccount = error { throw CommandLineError(.usage, error.description) }
            throw CommandLineError(.input, error.description)
        }
    }

    private static func makeKey(for account: String, _ path: String) throws {
        let key = NewSecret.key()
        let digest = KeyDigest(of: key)
        try KeysFile.append(digest, account: account, to: path)
        Terminal.say("The key of \(account), with fingerprint \(digest.fingerprint). It is shown this once: keep it safe.")
        Terminal.print(key)
    }

    private static func list(_ path: String) throws {
        let file = try KeysFile.read(path)
        for warning in file.warnings { Terminal.say("coda: \(warning)") }
        for entry in file.entries { Terminal.print("\(entry.digest.fingerprint)  \(entry.account)") }
    }
}
