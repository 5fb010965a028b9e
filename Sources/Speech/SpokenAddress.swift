/// Mail addresses, links and file names.
enum SpokenAddress {
    /// `nil` where `core` is none of these.
    static func say(_ core: ArraySlice<UInt8>) -> String? {
        guard core.count <= 300 else { return nil }
        var rest = core
        var isLink = false
        for scheme in ["https://", "http://", "ftp://", "mailto:", "www."]
        where rest.count > scheme.utf8.count && lower(rest.prefix(scheme.utf8.count)) == scheme {
            rest = rest.dropFirst(scheme.utf8.count)
            isLink = true
        }
        if let at = rest.firstIndex(of: UInt8(ascii: "@")), at > rest.startIndex, rest[at...].contains(UInt8(ascii: ".")),
            isName(rest[..<at])
        {
            return "\(parts(rest[..<at])) at \(parts(rest[(at + 1)...]))"
        }
        guard isLink || isDomain(rest) else { return nil }
        // What follows "?" or "#" is for machines.
        rest = rest.prefix { $0 != UInt8(ascii: "?") && $0 != UInt8(ascii: "#") }
        while rest.last == UInt8(ascii: "/") { rest = rest.dropLast() }
        return parts(rest)
    }

    private static func isName(_ bytes: ArraySlice<UInt8>) -> Bool {
        bytes.allSatisfy { SpokenWord.isWord($0) || "._-+".utf8.contains($0) }
    }

    /// Letters on both sides of a dot, the last side being a known ending: "example.com", "notes.txt".
    private static func isDomain(_ bytes: ArraySlice<UInt8>) -> Bool {
        let host = bytes.prefix { $0 != UInt8(ascii: "/") }
        let labels = host.split(separator: UInt8(ascii: "."), omittingEmptySubsequences: false)
        guard labels.count > 1, let last = labels.last,
            labels.allSatisfy({ !$0.isEmpty && $0.allSatisfy { SpokenWord.isWord($0) || $0 == UInt8(ascii: "-") } })
        else { return false }
        return endings.contains(lower(last))
    }

    private static func parts(_ bytes: ArraySlice<UInt8>) -> String {
        var said: [String] = []
        var rest = bytes
        while let first = rest.first {
            if SpokenWord.isWord(first) {
                let run = rest.prefix(while: SpokenWord.isWord)
                let text = String(decoding: run, as: UTF8.self)
                said.append(
                    letters.contains(text.lowercased())
                        ? text.uppercased().map(String.init).joined(separator: " ") : SpokenWriter.pieces(run))
                rest = rest.dropFirst(run.count)
            } else {
                let signs: [UInt8: String] = [
                    UInt8(ascii: "."): "dot", UInt8(ascii: "/"): "slash", UInt8(ascii: "-"): "dash", UInt8(ascii: "_"): "underscore",
                    UInt8(ascii: "+"): "plus",
                    UInt8(ascii: ":"): "colon", UInt8(ascii: "@"): "at",
                ]
                if let sign = signs[first] { said.append(sign) }
                rest = rest.dropFirst()
            }
        }
        return said.joined(separator: " ")
    }

    private static func lower(_ bytes: ArraySlice<UInt8>) -> String { String(decoding: bytes, as: UTF8.self).lowercased() }

    private static let letters: Set<String> = [
        "uk", "de", "fr", "us", "eu", "io", "ai", "tv", "txt", "md", "js", "py", "cpp", "html", "csv", "png", "jpg", "pdf", "wav",
    ]
    private static let endings: Set<String> = [
        "com", "org", "net", "edu", "gov", "info", "app", "dev", "co", "uk", "de", "fr", "us", "eu", "io", "ai", "tv", "ch", "ca", "au",
        "txt", "md", "js", "py", "cpp",
        "html", "csv", "png", "jpg", "pdf", "wav", "swift", "json", "zip", "exe",
    ]
}
