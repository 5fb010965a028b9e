/// Why keys or doors cannot be set up as asked; never holds a key.
package enum AccessError: Error, Sendable, Equatable, CustomStringConvertible {
    /// A server for other machines has no keys.
    case keysNeeded(host: String)
    /// Two settings contradict each other, or one needs another.
    case contradiction(String)
    case invalidOrigin(String)
    case fileUnusable(path: String, cause: String)
    case lineBroken(path: String, line: Int, cause: String)
    case invalidAccount
    case unknownFingerprint(path: String)
    case ambiguousFingerprint

    package var description: String {
        switch self {
        case .keysNeeded(let host):
            "a server at \(host) can be reached from other machines and needs keys: make one with\n"
                + "  coda keys new NAME --file keys.txt\nand start with --keys keys.txt. Where something in front of Coda already checks "
                + "who comes in, --insecure-no-keys lets everyone in who reaches it (docs/security.md)."
        case .contradiction(let text): text
        case .invalidOrigin(let origin):
            "\"\(origin)\" is no origin: write it as a browser sends it, such as https://example.org or http://localhost:3000, or * for every page."
        case .fileUnusable(let path, let cause): "keys file \(path): \(cause)"
        case .lineBroken(let path, let line, let cause): "keys file \(path), line \(line): \(cause)"
        case .invalidAccount:
            "that cannot name an account: use 1 to \(KeysFile.longestAccount) letters, digits, hyphens, underscores and dots."
        case .unknownFingerprint(let path):
            "no key in \(path) has that fingerprint, 8 hexadecimal digits or more; see them with: coda keys list --file \(path)"
        case .ambiguousFingerprint:
            "more than one key has that fingerprint: give more digits of it, as they stand in the file."
        }
    }
}
