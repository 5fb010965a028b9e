package import Network
package import Wire

/// Runs the commands that the owner has named.
package struct WebhookTool: AssistantTool {
    package let definition: ToolDefinition
    private let client: HTTPClient
    private let webhooks: [String: Webhook]

    private static let largestAnswer = 256 << 10

    /// `nil` without webhooks.
    package init?(client: HTTPClient, webhooks: [Webhook]) {
        guard !webhooks.isEmpty else { return nil }
        self.client = client
        self.webhooks = Dictionary(webhooks.map { ($0.name, $0) }) { $1 }
        definition = WebDefinitions.webhook(self.webhooks.keys.sorted())
    }

    package func run(_ arguments: JSONValue, _ context: ToolContext) async throws(ToolFailure) -> ToolOutput {
        let arguments = Arguments(arguments)
        let name = try arguments.required("name")
        guard let webhook = webhooks[name] else {
            throw .invalidArguments(["name: expected one of \(webhooks.keys.sorted().joined(separator: ", "))"])
        }
        let values = try Self.values(arguments["values"], for: webhook)
        var headers = webhook.headers.map { ($0[0], $0[1]) }
        let body = webhook.filledBody(values)
        if !body.isEmpty, !headers.contains(where: { $0.0.lowercased() == "content-type" }) {
            headers.append(("content-type", webhook.contentType))
        }
        let call = HTTPCall(
            method: webhook.method, url: webhook.filledAddress(values), headers: headers, body: Array(body.utf8),
            connectTimeout: .seconds(3),
            idleTimeout: .seconds(8), deadline: .seconds(10), maximumBytes: Self.largestAnswer)
        let answer = try await WebClient.send(call, with: client)
        let spoken = Self.spoken(name)
        guard (200...299).contains(answer.status) else {
            throw answer.status >= 500 || answer.status == 429
                ? .unavailable("\(spoken) did not work: its server answers with status \(answer.status).")
                : .failed("\(spoken) did not work: its server answers with status \(answer.status).")
        }
        let text = PlainText.body(answer.body, charset: HTMLCharset.name(in: answer.header("content-type")), maximum: 4_000).0
        return ToolOutput(
            ["untrusted": true, "name": .string(name), "status": .integer(answer.status), "body": .string(text)],
            speech: "\(spoken) is done.")
    }

    /// "desk_lamp" as "Desk lamp".
    private static func spoken(_ name: String) -> String {
        Spoken.capitalised(String(name.map { $0 == "_" || $0 == "-" ? " " : $0 }))
    }

    private static func values(_ value: JSONValue?, for webhook: Webhook) throws(ToolFailure) -> [String: String] {
        var given: [String: String] = [:]
        if case .object(let members) = value {
            for (name, value) in members {
                switch value {
                case .string(let text) where text.utf8.count <= 2_000: given[name] = text
                case .integer, .number, .bool: given[name] = value.text
                default: throw .invalidArguments(["values.\(name): expected a text, a number, true or false"])
                }
            }
        }
        let places = webhook.places
        let missing = places.subtracting(given.keys).sorted()
        guard missing.isEmpty else { throw .invalidArguments(missing.map { "values.\($0): needed by \(webhook.name)" }) }
        let unknown = Set(given.keys).subtracting(places).sorted()
        guard unknown.isEmpty else {
            throw .invalidArguments(unknown.map { "values.\($0): \(webhook.name) has no such place" })
        }
        return given
    }
}
