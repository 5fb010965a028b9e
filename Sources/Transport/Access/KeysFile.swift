/// The keys file's contents: one line a key, `ACCOUNT sha256:DIGEST` or `ACCOUNT KEY`; `#` begins a comment.
package struct KeysFile: Sendable, Equatable {
    package struct Entry: Sendable, Equatable {
        package var account: String
        package var digest: KeyDigest
        /// From 1.
        package var line: Int
        /// Whether the key itself stands in the file.
        package var isClear: Bool
    }

    package var entries: [Entry] = []
    /// What the operator should know, a sentence each.
    package var warnings: [String] = []

    package static let longestAccount = 64
    /// Characters of a key in clear: shorter ones can be guessed.
    static let shortestKey = 16
    /// Characters of a key in clear; a longer one is nobody's.
    static let longestKey = 256

    /// - Parameter path: names the file in messages.
    package init(parsing text: String, path: String) throws(AccessError) {
        var number = 0
        var lines: [KeyDigest: Int] = [:]
        for line in text.split(omittingEmptySubsequences: false, whereSeparator: \.isNewline) {
            number += 1
            do throws(Fault) {
                guard let entry = try Self.entry(line, number) else { continue }
                if let earlier = lines.updateValue(number, forKey: entry.digest) {
                    throw Fault("this key stands in line \(earlier) already: remove one of the two")
                }
                entries.append(entry)
            } catch {
                throw .lineBroken(path: path, line: number, cause: error.cause)
            }
        }
        let clear = entries.filter(\.isClear).map { "\($0.line)" }
        if !clear.isEmpty {
            let lines = (clear.count == 1 ? "line " : "lines ") + clear.joined(separator: ", ")
            warnings.append("keys file \(path), \(lines): a key stands there in clear; coda keys new writes digests instead.")
        }
        if entries.isEmpty { warnings.append("keys file \(path) holds no key: make one with coda keys new NAME --file \(path)") }
    }

    /// The line's fault, in words that hold nothing of the line.
    private struct Fault: Error {
        let cause: String
        init(_ cause: String) { self.cause = cause }
    }

    private static func entry(_ line: Substring, _ number: Int) throws(Fault) -> Entry? {
        let content = line.prefix { $0 != "#" }
        let fields = content.split { $0 == " " || $0 == "\t" }
        guard let account = fields.first else { return nil }
        guard fields.count == 2 else { throw Fault("expected an account and one key or sha256:DIGEST") }
        guard isAccount(account) else {
            throw Fault("the account's name may have 1 to \(longestAccount) letters, digits, hyphens, underscores and dots")
        }
        let key = String(fields[1])
        let prefix = "sha256:"
        if key.hasPrefix(prefix) {
            guard let digest = KeyDigest(hexadecimal: String(key.dropFirst(prefix.count))) else {
                throw Fault("after sha256: there must be 64 hexadecimal digits")
            }
            return Entry(account: String(account), digest: digest, line: number, isClear: false)
        }
        // What a header and a browser's sub-protocol can both carry.
        guard key.utf8.allSatisfy(isNameByte) else { throw Fault("a key may have letters, digits, hyphens, underscores and dots only") }
        guard (shortestKey...longestKey).contains(key.utf8.count) else {
            throw Fault("a key must have \(shortestKey) to \(longestKey) characters, or it can be guessed")
        }
        guard !key.hasPrefix(NewSecret.clientSecretPrefix) else {
            throw Fault("what begins with ek_ is a client secret, made by the server")
        }
        return Entry(account: String(account), digest: KeyDigest(of: key), line: number, isClear: true)
    }

    package static func isAccount(_ name: some StringProtocol) -> Bool {
        (1...longestAccount).contains(name.utf8.count) && name.utf8.allSatisfy(isNameByte)
    }

    private static func isNameByte(_ byte: UInt8) -> Bool {
        switch byte {
        case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"), UInt8(ascii: "0")...UInt8(ascii: "9"): true
        default: "-_.".utf8.contains(byte)
        }
    }

    /// The account a key belongs to. Looks at every key, so that the time tells nothing.
    func account(of digest: KeyDigest) -> String? {
        var found: String?
        for entry in entries where entry.digest.matches(digest) { found = entry.account }
        return found
    }
}
