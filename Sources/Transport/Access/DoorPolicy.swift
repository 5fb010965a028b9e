internal import Network

/// Whom the doors let in, and how much of everything.
package struct DoorPolicy: Sendable, Equatable {
    /// `nil`: no keys; only direct peers on this machine are let in, unless `servesAnyone`.
    package var keysFile: String?
    /// Peers on this machine need a key too.
    package var requiresKeys = false
    /// Everyone who reaches the server is let in without a key: something in front of it must check who they are.
    package var servesAnyone = false
    /// Origins of pages, beside the server's own, that may connect, such as "https://example.org"; "*" means every page.
    package var allowedOrigins: [String] = []
    /// Open at once for each account; `local` has no limit but the server's connections.
    package var sessionsPerAccount = 64
    /// Seconds a client secret lives where its request does not say: 10...7200.
    package var clientSecretSeconds = 600
    /// For each account, `local` included.
    package var clientSecretsPerMinute = 60
    /// Alive at once for each account, `local` included; each may hold the text of one session's instructions.
    package var liveClientSecrets = 128
    /// Sessions of one account that may be closed with 1008 for breaking a limit; beyond that it gets 429 until the minute is over.
    package var cutsPerMinute = 5
    /// For each address; more are answered 429 until the minute is over.
    package var failedKeysPerMinute = 20

    /// Accounts that may see `/metrics` and `/v1/stats`; `local` is whoever is on this machine without a key, "*" everyone who is let in.
    package var telemetryReaders = [Visitor.localAccount]

    package init() {}

    package static let clientSecretLife = 10...7_200

    /// Refuses what contradicts itself, and a server for other machines without keys.
    func check(host: String) throws(AccessError) {
        if servesAnyone, keysFile != nil || requiresKeys {
            throw .contradiction("--insecure-no-keys lets everyone in without a key: leave it out, or leave out --keys and --require-keys.")
        }
        if requiresKeys, keysFile == nil {
            throw .contradiction("--require-keys needs a keys file: make one with coda keys new NAME --file FILE and add --keys FILE.")
        }
        if keysFile == nil, !servesAnyone, !LoopbackAddress.matches(host) { throw .keysNeeded(host: host) }
        guard Self.clientSecretLife.contains(clientSecretSeconds) else {
            throw .contradiction("a client secret lives 10 to 7200 seconds, not \(clientSecretSeconds).")
        }
        for origin in allowedOrigins where origin != "*" && !Self.isOrigin(origin) { throw .invalidOrigin(origin) }
    }

    /// scheme://host[:port], as RFC 6454 section 6.2 writes it.
    private static func isOrigin(_ text: String) -> Bool {
        guard let mark = text.firstRange(of: "://") else { return false }
        let (scheme, host) = (text[..<mark.lowerBound], text[mark.upperBound...])
        let isPlain = text.utf8.allSatisfy { (0x21...0x7E).contains($0) } && !host.contains { "/?#@*,".contains($0) }
        return !scheme.isEmpty && !host.isEmpty && isPlain && text == text.lowercased()
    }
}
