package import Network
internal import Resources
package import Wire

/// Fetches a page and gives its readable text.
package struct WebPageTool: AssistantTool {
    package let definition = WebDefinitions.page
    private let web: WebClient

    private static let largestPage = 4 << 20
    private static let usualCharacters = 8_000

    /// - Parameter hosts: those whose pages may be read.
    package init(client: HTTPClient, hosts: HostList) { web = WebClient(client: client, hosts: hosts) }

    package func run(_ arguments: JSONValue, _ context: ToolContext) async throws(ToolFailure) -> ToolOutput {
        let arguments = Arguments(arguments)
        guard let address = WebAddress(try arguments.required("url")) else {
            throw .invalidArguments(["url: expected an address that begins with https:// or http://, without a name and password in it"])
        }
        let most = min(max(arguments.integer("maximum_characters") ?? Self.usualCharacters, 200), 50_000)
        let answer = try await web.send(
            "GET", address, headers: [("accept", "text/html, text/plain;q=0.9"), ("user-agent", "Coda")], maximumBytes: Self.largestPage,
            follows: true)
        guard (200...299).contains(answer.status) else {
            throw answer.status >= 500 || answer.status == 429
                ? .unavailable("The page cannot be had now: its server answers with status \(answer.status).")
                : .failed("The page cannot be had: its server answers with status \(answer.status).")
        }
        let type = answer.header("content-type")
        let media = Arguments.trimmed(String((type ?? "text/html").prefix { $0 != ";" })).lowercased()
        let charset = HTMLCharset.name(in: type)
        var (title, text, isCut) = ("", "", false)
        switch media {
        case "text/html", "application/xhtml+xml":
            // The largest page takes more than a second.
            let body = answer.body
            let page = await onThread(named: "web-page") { HTMLText(body, charset: charset, maximumCharacters: most) }
            (title, text, isCut) = (page.title, page.text, page.isCut)
        case let other where other.hasPrefix("text/") || other == "application/json" || other == "application/xml":
            (text, isCut) = PlainText.body(answer.body, charset: charset, maximum: most)
        default: throw .failed("The page is no text, but \(PlainText.line(media, maximum: 60)).")
        }
        return ToolOutput(
            [
                "untrusted": true, "url": .string(answer.finalURL.isEmpty ? address.text : answer.finalURL), "title": .string(title),
                "text": .string(text), "truncated": .bool(isCut),
            ], speech: Self.speech(title, text))
    }

    /// The first sentences, as many as one listens to.
    private static func speech(_ title: String, _ text: String) -> String {
        let lines = text.split(separator: "\n").map { $0.hasPrefix("# ") || $0.hasPrefix("- ") ? String($0.dropFirst(2)) : String($0) }
        var told = ""
        for line in lines where told.count < 300 { told += (told.isEmpty ? "" : " ") + Spoken.sentence(line) }
        if told.count > 500 { told = told.prefix(500) + "..." }
        return told.isEmpty ? "The page has no text." : title.isEmpty ? told : "\(Spoken.sentence(title)) \(told)"
    }
}
