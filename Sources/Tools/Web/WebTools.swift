package import Network

/// The tools for the web that the owner's settings allow.
package enum WebTools {
    /// - Parameters:
    ///   - searchURL: empty for no search.
    ///   - pageHosts: whose pages may be read.
    ///   - allowedHosts: that requests may be sent to.
    ///   - webhooks: as the setting holds them.
    /// - Throws: `failed`, naming the webhook that cannot be read by its place in the list.
    package static func all(
        client: HTTPClient, searchURL: String, pageHosts: [String], allowedHosts: [String], webhooks: [String]
    ) throws(ToolFailure) -> [any AssistantTool] {
        var tools: [any AssistantTool] = []
        if !searchURL.isEmpty {
            guard WebAddress(searchURL) != nil else {
                throw .failed("tools.search_url is no address that begins with http:// or https://.")
            }
            tools.append(WebSearchTool(client: client, endpoint: searchURL))
        }
        let (pages, requests) = (HostList(pageHosts), HostList(allowedHosts))
        if !pages.isEmpty { tools.append(WebPageTool(client: client, hosts: pages)) }
        if !requests.isEmpty {
            tools.append(HTTPRequestTool.reading(client: client, hosts: requests))
            tools.append(HTTPRequestTool.changing(client: client, hosts: requests))
        }
        var named: [Webhook] = []
        for (index, text) in webhooks.enumerated() {
            guard let webhook = Webhook(text), !named.contains(where: { $0.name == webhook.name }) else {
                throw .failed(
                    "Webhook \(index + 1) of tools.webhooks cannot be read: it begins with a name of its own, a method and an address whose host "
                        + "is written out, as in lamp POST https://hub.example/lamp.")
            }
            named.append(webhook)
        }
        if let tool = WebhookTool(client: client, webhooks: named) { tools.append(tool) }
        return tools
    }
}
