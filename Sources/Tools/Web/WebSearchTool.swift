package import Network
package import Wire

/// Searches the web through a SearXNG instance, or whatever answers like one.
package struct WebSearchTool: AssistantTool {
    package let definition = WebDefinitions.search
    private let client: HTTPClient
    private let endpoint: String

    private static let largestAnswer = 2 << 20

    /// - Parameter endpoint: the instance's search address, such as `http://127.0.0.1:8888/search`; the owner's, so it may be a private one.
    package init(client: HTTPClient, endpoint: String) {
        self.client = client
        self.endpoint = endpoint
    }

    package func run(_ arguments: JSONValue, _ context: ToolContext) async throws(ToolFailure) -> ToolOutput {
        let arguments = Arguments(arguments)
        let query = try arguments.required("query")
        let limit = min(max(arguments.integer("limit") ?? 5, 1), 20)
        var address = endpoint + (endpoint.contains("?") ? "&" : "?") + "format=json&q=" + WebAddress.escaped(query)
        if let language = arguments.text("language") { address += "&language=" + WebAddress.escaped(language) }
        let call = HTTPCall(
            url: address, headers: [("accept", "application/json")], connectTimeout: .seconds(5), idleTimeout: .seconds(8),
            deadline: .seconds(10), maximumBytes: Self.largestAnswer, acceptsCompression: true)
        let answer = try await WebClient.send(call, with: client)
        switch answer.status {
        case 200: break
        case 403: throw .unavailable("The search does not answer in JSON: enable the json format in its settings.")
        case 429: throw .unavailable("The search takes no more questions at the moment; try again later.")
        default: throw .unavailable("The search answers with status \(answer.status).")
        }
        guard let value = try? JSONValue.parse(answer.body), let found = value["results"]?.array else {
            throw .unavailable("The search does not answer in the JSON of SearXNG; check tools.search_url.")
        }
        return output(found.lazy.compactMap(SearchResult.init).prefix(limit).map(\.self), query, value["answers"]?.array ?? [])
    }

    private func output(_ results: [SearchResult], _ query: String, _ answers: [JSONValue]) -> ToolOutput {
        // Newer instances give objects, older ones texts.
        let answer = answers.lazy.compactMap { $0.string ?? $0["answer"]?.string }.first.map { PlainText.line($0, maximum: 500) }
        var value: JSONValue = [
            "untrusted": true, "query": .string(query), "count": .integer(results.count),
            "results": .array(results.map { ["title": .string($0.title), "url": .string($0.url), "snippet": .string($0.snippet)] }),
        ]
        if let answer { value = value.merging(["answer": .string(answer)]) }
        guard let first = results.first else {
            return ToolOutput(value, speech: answer.map(Spoken.sentence) ?? "I found nothing about \(query).")
        }
        let told = answer ?? (first.snippet.isEmpty ? first.title : "\(Spoken.sentence(first.title)) \(first.snippet)")
        return ToolOutput(value, speech: "I found this: \(Spoken.sentence(told))")
    }
}

/// One result, shortened to what is of use.
private struct SearchResult {
    let title: String
    let url: String
    let snippet: String

    init?(_ value: JSONValue) {
        guard let url = value["url"]?.string, WebAddress(url) != nil, let title = value["title"]?.string else { return nil }
        self.url = url
        self.title = PlainText.line(title, maximum: 200)
        snippet = PlainText.line(value["content"]?.string ?? "", maximum: 400)
    }
}
