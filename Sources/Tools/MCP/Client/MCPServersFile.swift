internal import Wire

/// The file that names servers of tools: `{"mcpServers": {NAME: {...}}}`, as the hosts of the protocol know it, and what Coda adds to it.
package enum MCPServersFile {
    /// What in the file cannot be meant, with its place.
    package struct Mistake: Error, Sendable, Equatable, CustomStringConvertible {
        package var place: String
        package var message: String
        package var description: String { "\(place): \(message)" }
    }

    package static let largest = 1 << 20
    private static let mostServers = 64
    private static let longestName = 32

    /// - Parameter environment: what `${NAME}` and `${NAME:-otherwise}` in the file stand for.
    package static func parse(_ bytes: [UInt8], environment: [String: String]) throws(Mistake) -> [MCPServerEntry] {
        guard bytes.count <= largest else { throw Mistake(place: "the file", message: "may have \(largest >> 10) KiB") }
        let value: JSONValue
        do { value = try JSONValue.parse(bytes) } catch { throw Mistake(place: "the file", message: "is not JSON") }
        guard let servers = value["mcpServers"]?.object else {
            throw Mistake(place: "mcpServers", message: "must be an object of servers by name")
        }
        guard servers.count <= mostServers else { throw Mistake(place: "mcpServers", message: "may name \(mostServers) servers") }
        var entries: [MCPServerEntry] = []
        for (name, fields) in servers.sorted(by: { $0.key < $1.key }) {
            let place = "mcpServers.\(MCPText.line(name, limit: 64))"
            guard (1...longestName).contains(name.utf8.count), name.utf8.allSatisfy(MCPToolOffer.isNameByte), !name.contains(".") else {
                throw Mistake(
                    place: place, message: "a server's name may have 1 to \(longestName) letters, digits, hyphens and underscores"
                )
            }
            entries.append(try Fields(value: fields, path: place, environment: environment).entry(name))
        }
        return entries
    }

    /// One server's members.
    private struct Fields {
        let value: JSONValue
        let path: String
        let environment: [String: String]

        private static let known: Set = [
            "type", "command", "args", "env", "cwd", "url", "headers", "trust", "risk", "tools", "timeoutSeconds", "disabled",
        ]

        func mistake(_ key: String, _ message: String) -> Mistake { Mistake(place: "\(path).\(key)", message: message) }

        func entry(_ name: String) throws(Mistake) -> MCPServerEntry {
            guard case .object(let members) = value else { throw Mistake(place: path, message: "must be an object") }
            // Other hosts' members are theirs, but a misspelt one of ours would be a limit that does not hold.
            for key in members.keys.sorted() where Self.known.contains(where: { $0.lowercased() == key.lowercased() && $0 != key }) {
                throw mistake(key, "is written otherwise: mind the capital letters")
            }
            var entry = MCPServerEntry(name: name, place: try place())
            entry.isTrusted = try flag("trust") ?? false
            entry.isDisabled = try flag("disabled") ?? false
            entry.allowedTools = try texts("tools")
            for (tool, risk) in try table("risk") ?? [:] {
                guard let risk = ToolRisk(rawValue: risk) else {
                    throw mistake("risk.\(tool)", "must be \(ToolRisk.allCases.map(\.rawValue).joined(separator: ", "))")
                }
                entry.risks[tool] = risk
            }
            if let seconds = value["timeoutSeconds"] {
                guard let seconds = seconds.number, (1...600).contains(seconds) else {
                    throw mistake("timeoutSeconds", "must be a number from 1 to 600")
                }
                entry.patience = .milliseconds(Int(seconds * 1_000))
            }
            return entry
        }

        private func place() throws(Mistake) -> MCPServerEntry.Place {
            let kind = try text("type")
            switch kind {
            case nil, "stdio", "http", "streamable-http", "streamableHttp": break
            case "sse": throw mistake("type", "the sse transport ended with revision 2024-11-05: use the server's streamable HTTP address")
            default: throw mistake("type", "must be stdio or http")
            }
            if let url = try text("url") {
                guard value["command"] == nil else { throw mistake("url", "a server has a command or a url, not both") }
                guard kind != "stdio" else { throw mistake("url", "a server of type stdio has a command") }
                guard url.hasPrefix("https://") || url.hasPrefix("http://") else {
                    throw mistake("url", "must begin with https:// or http://")
                }
                return .url(url, headers: try table("headers") ?? [:])
            }
            guard let command = try text("command"), !command.isEmpty else {
                throw mistake(kind == nil || kind == "stdio" ? "command" : "url", "is missing")
            }
            return .command(
                command, arguments: try texts("args") ?? [], environment: try table("env") ?? [:], folder: try text("cwd"))
        }

        private func flag(_ key: String) throws(Mistake) -> Bool? {
            guard let member = value[key] else { return nil }
            guard let flag = member.bool else { throw mistake(key, "must be true or false") }
            return flag
        }

        private func text(_ key: String) throws(Mistake) -> String? {
            guard let member = value[key] else { return nil }
            guard let text = member.string else { throw mistake(key, "must be text") }
            return try expanded(text, key)
        }

        private func texts(_ key: String) throws(Mistake) -> [String]? {
            guard let member = value[key] else { return nil }
            guard let values = member.array else { throw mistake(key, "must be a list of texts") }
            var texts: [String] = []
            for value in values {
                guard let text = value.string else { throw mistake(key, "must be a list of texts") }
                texts.append(try expanded(text, key))
            }
            return texts
        }

        private func table(_ key: String) throws(Mistake) -> [String: String]? {
            guard let member = value[key] else { return nil }
            guard case .object(let members) = member else { throw mistake(key, "must be an object of texts") }
            var table: [String: String] = [:]
            for (name, value) in members {
                guard let text = value.string else { throw mistake("\(key).\(name)", "must be text") }
                table[name] = try expanded(text, "\(key).\(name)")
            }
            return table
        }

        /// Secrets stay out of the file: `${NAME}` is the environment's.
        private func expanded(_ text: String, _ key: String) throws(Mistake) -> String {
            // What no system call could take whole.
            guard !text.utf8.contains(0) else { throw mistake(key, "must not hold a NUL") }
            var result = ""
            var rest = text[...]
            while let begin = rest.firstRange(of: "${") {
                guard let end = rest[begin.upperBound...].firstIndex(of: "}") else { break }
                let inside = rest[begin.upperBound..<end]
                let otherwise = inside.firstRange(of: ":-").map { inside[$0.upperBound...] }
                let name = String(inside.firstRange(of: ":-").map { inside[..<$0.lowerBound] } ?? inside)
                guard let value = environment[name].map({ $0[...] }) ?? otherwise else {
                    throw mistake(key, "the environment has no \(MCPText.line(name, limit: 64))")
                }
                result += rest[..<begin.lowerBound] + value
                rest = rest[rest.index(after: end)...]
            }
            return result + rest
        }
    }
}
