internal import Network
internal import Wire

/// Sends a tool's requests, within what the owner allows.
struct WebClient: Sendable {
    let client: HTTPClient
    let hosts: HostList

    /// - Parameter follows: redirects, to hosts that are allowed as well.
    func send(
        _ method: String, _ address: WebAddress, headers: [(String, String)] = [], body: [UInt8] = [], maximumBytes: Int, follows: Bool
    ) async throws(ToolFailure) -> HTTPAnswer {
        guard hosts.allows(address.host) else {
            throw .denied("\(address.host) is not among the hosts that the owner allows.")
        }
        let hosts = hosts
        let isNamed = hosts.names(address.host)
        let call = HTTPCall(
            method: method, url: address.text, headers: headers, body: body, connectTimeout: .seconds(5), idleTimeout: .seconds(10),
            deadline: .seconds(15), maximumBytes: maximumBytes, followsRedirects: follows,
            // A host of the private network that is listed by name may lead on only to others that are.
            allowsHost: { isNamed ? hosts.names($0) : hosts.allows($0) }, refusesPrivateAddresses: !isNamed, acceptsCompression: true)
        return try await Self.send(call, with: client)
    }

    static func send(_ call: HTTPCall, with client: HTTPClient) async throws(ToolFailure) -> HTTPAnswer {
        do throws(HTTPClientError) { return try await client.send(call) } catch { throw ToolFailure(error) }
    }
}

extension ToolFailure {
    init(_ error: HTTPClientError) {
        switch error {
        case .cancelled: self = .cancelled
        case .refused(let why): self = .denied("The request is refused: \(why).")
        case .unreachable, .timedOut, .broken: self = .unavailable(Spoken.sentence(Spoken.capitalised(error.description)))
        case .tls, .tooLarge: self = .failed(Spoken.sentence(Spoken.capitalised(error.description)))
        }
    }
}
