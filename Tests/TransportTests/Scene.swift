import Network
import Transport
import Wire

/// A gate with two accounts, and requests to it.
struct Scene {
    static let anna = "annas-key-in-clear"
    static let ben = "bens-key-in-clear-"
    static let start = ContinuousClock.now

    let file: TemporaryFile?
    let gate: Gate

    init(keys: Bool = true, host: String = "127.0.0.1", _ change: (inout DoorPolicy) -> Void = { _ in }) throws {
        var policy = DoorPolicy()
        file = keys ? TemporaryFile("anna \(Self.anna)\nben \(Self.ben)\n") : nil
        policy.keysFile = file?.path
        change(&policy)
        gate = try Gate(policy: policy, host: host)
    }

    static func request(
        from peer: String = "127.0.0.1", bearer: String? = nil, protocols: String? = nil, origin: String? = nil,
        host: String = "127.0.0.1:8642", headers: [String: String] = [:]
    ) -> HTTPRequest {
        var headers = headers
        headers["host"] = host
        if let bearer { headers["authorization"] = "Bearer \(bearer)" }
        if let protocols { headers["sec-websocket-protocol"] = protocols }
        if let origin { headers["origin"] = origin }
        return HTTPRequest(method: "GET", path: "/v1/realtime", headers: headers, peer: peer)
    }

    static let configuration = SessionConfiguration(model: "coda", voice: "slt")

    /// What becomes of a request: the account, or the refusal.
    func outcome(_ request: HTTPRequest, at seconds: Double = 0) -> Result<String, Refusal> {
        do throws(Refusal) {
            return .success(try gate.admit(request, at: Self.start + .seconds(seconds)).account)
        } catch {
            return .failure(error)
        }
    }

    func mint(_ bearer: String? = anna, seconds: Int = 60, at now: Double = 0) throws -> String {
        let time = Self.start + .seconds(now)
        return gate.mint(for: try gate.admitToMint(Self.request(bearer: bearer), at: time), Self.configuration, seconds: seconds, at: time)
    }
}
