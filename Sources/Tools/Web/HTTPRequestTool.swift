package import Network
package import Wire

/// Sends a request to a host that the owner allows; two tools, of which only the second may change something there.
package struct HTTPRequestTool: AssistantTool {
    package let definition: ToolDefinition
    private let web: WebClient
    private let methods: [String]

    private static let largestAnswer = 1 << 20
    private static let usualCharacters = 16_000
    /// A model has no business with keys, and the connection's own matters are the client's.
    private static let refusedHeaders: Set<String> = [
        "authorization", "proxy-authorization", "cookie", "host", "content-length", "transfer-encoding", "connection", "upgrade", "expect",
        "te", "trailer", "x-api-key", "api-key",
    ]

    /// GET and HEAD.
    package static func reading(client: HTTPClient, hosts: HostList) -> HTTPRequestTool {
        HTTPRequestTool(WebDefinitions.request, WebClient(client: client, hosts: hosts), ["GET", "HEAD"])
    }

    /// POST, PUT, PATCH and DELETE.
    package static func changing(client: HTTPClient, hosts: HostList) -> HTTPRequestTool {
        HTTPRequestTool(WebDefinitions.send, WebClient(client: client, hosts: hosts), ["POST", "PUT", "PATCH", "DELETE"])
    }

    private init(_ definition: ToolDefinition, _ web: WebClient, _ methods: [String]) {
        self.definition = definition
        self.web = web
        self.methods = methods
    }

    package func run(_ arguments: JSONValue, _ context: ToolContext) async throws(ToolFailure) -> ToolOutput {
        let arguments = Arguments(arguments)
        guard let address = WebAddress(try arguments.required("url")) else {
            throw .invalidArguments(["url: expected an address that begins with https:// or http://, without a name and password in it"])
        }
        let method = arguments.text("method") ?? methods[0]
        guard methods.contains(method) else { throw .invalidArguments(["method: expected \(Spoken.list(methods))"]) }
        var headers = try Self.headers(arguments["headers"])
        let body = arguments["body"]?.string ?? ""
        if !body.isEmpty {
            let type = arguments.text("content_type") ?? "application/json"
            guard Self.isValue(type) else { throw .invalidArguments(["content_type: expected a media type such as application/json"]) }
            headers.append(("content-type", type))
        }
        // A redirect is the answer: following it would send the request somewhere nobody asked for.
        let answer = try await web.send(
            method, address, headers: headers, body: Array(body.utf8), maximumBytes: Self.largestAnswer, follows: false)
        let type = answer.header("content-type")
        let (text, isCut) = PlainText.body(answer.body, charset: HTMLCharset.name(in: type), maximum: Self.usualCharacters)
        var value: JSONValue = [
            "untrusted": true, "status": .integer(answer.status), "content_type": .string(type ?? ""), "body": .string(text),
            "truncated": .bool(isCut),
        ]
        if let location = answer.header("location") { value = value.merging(["location": .string(location)]) }
        let isGood = (200...299).contains(answer.status)
        return ToolOutput(value, speech: isGood ? "The request worked." : "The server answered with status \(answer.status).")
    }

    private static func headers(_ value: JSONValue?) throws(ToolFailure) -> [(String, String)] {
        guard case .object(let members) = value else { return [] }
        var headers: [(String, String)] = []
        for (name, value) in members.sorted(by: { $0.key < $1.key }) {
            guard let value = value.string, isName(name), isValue(value) else {
                throw .invalidArguments(["headers: \(PlainText.line(name, maximum: 40)) is no header with a text"])
            }
            guard !refusedHeaders.contains(name.lowercased()) else { throw .denied("The header \(name) may not be set.") }
            headers.append((name, value))
        }
        return headers
    }

    private static func isName(_ text: String) -> Bool {
        (1...64).contains(text.utf8.count)
            && text.utf8.allSatisfy { HTMLTag.isLetter($0) || (0x30...0x39).contains($0) || $0 == UInt8(ascii: "-") }
    }

    private static func isValue(_ text: String) -> Bool { text.utf8.allSatisfy { $0 >= 0x20 && $0 != 0x7F } }
}
