internal import Wire

/// A command that the owner has named, as a setting holds it: a line with its name, method and address, header lines, an empty line, and
/// the body. `{{place}}` in the address and the body stands for a value of the call.
package struct Webhook: Sendable, Equatable {
    package let name: String
    let method: String
    let address: String
    let headers: [[String]]
    let body: String

    private static let methods: Set<String> = ["GET", "POST", "PUT", "PATCH", "DELETE"]

    /// `nil` where the text is none.
    package init?(_ text: String) {
        var lines = text.split(separator: "\n", omittingEmptySubsequences: false).map(String.init)
        let words = lines.removeFirst().split(separator: " ").map(String.init)
        guard words.count == 3,
            words[0].utf8.allSatisfy({ HTMLTag.isLetter($0) || (0x30...0x39).contains($0) || $0 == 0x5F || $0 == 0x2D }),
            Self.methods.contains(words[1].uppercased())
        else { return nil }
        (name, method, address) = (words[0], words[1].uppercased(), words[2])
        var headers: [[String]] = []
        while let line = lines.first, !Arguments.trimmed(line).isEmpty {
            let parts = line.split(separator: ":", maxSplits: 1).map { Arguments.trimmed(String($0)) }
            guard parts.count == 2 else { return nil }
            headers.append(parts)
            lines.removeFirst()
        }
        self.headers = headers
        body = lines.dropFirst().joined(separator: "\n")
        // The host is the owner's word alone.
        guard let checked = WebAddress(Self.filled(address) { _ in "x" }), !checked.host.isEmpty,
            !address.prefix(address.count - Self.path(address).count).contains("{{")
        else { return nil }
    }

    /// What follows the host.
    private static func path(_ address: String) -> Substring {
        guard let start = address.firstRange(of: "://") else { return "" }
        return address[start.upperBound...].drop { $0 != "/" && $0 != "?" }
    }

    var places: Set<String> {
        var names: Set<String> = []
        _ = Self.filled(address + body) { name in
            names.insert(name)
            return ""
        }
        return names
    }

    private var isForm: Bool { contentType.lowercased().hasPrefix("application/x-www-form-urlencoded") }
    var contentType: String { headers.first { $0[0].lowercased() == "content-type" }?[1] ?? "application/json" }

    func filledAddress(_ values: [String: String]) -> String { Self.filled(address) { WebAddress.escaped(values[$0] ?? "") } }

    /// Values are written so that they stay values: within a JSON string, or a form.
    func filledBody(_ values: [String: String]) -> String {
        let (isForm, isJSON) = (isForm, contentType.lowercased().contains("json"))
        return Self.filled(body) { name in
            let value = values[name] ?? ""
            return isForm ? WebAddress.escaped(value) : isJSON ? String(JSONValue.string(value).text.dropFirst().dropLast()) : value
        }
    }

    private static func filled(_ text: String, _ value: (String) -> String) -> String {
        var (filled, rest) = ("", text[...])
        while let start = rest.firstRange(of: "{{"), let end = rest[start.upperBound...].firstRange(of: "}}") {
            filled += rest[..<start.lowerBound] + value(Arguments.trimmed(String(rest[start.upperBound..<end.lowerBound])))
            rest = rest[end.upperBound...]
        }
        return filled + rest
    }
}
