internal import Network

extension HTTPRequest {
    /// Whether its body was sent as JSON. No page of another origin can do that without asking first, and it would be answered no.
    var carriesJSON: Bool {
        headers["content-type"]?.split(separator: ";").first?.filter({ $0 != " " }).lowercased() == "application/json"
    }
}
