internal import Glibc
internal import Network
internal import Realtime
internal import Synchronization
internal import Wire

/// `POST /v1/realtime/client_secrets`: a short-lived secret, for a page or an app that must not know the key.
extension Doors {
    static let clientSecretsPath = "/v1/realtime/client_secrets"

    func makeClientSecret(_ request: HTTPRequest) -> HTTPResponse {
        guard request.method == "POST" else {
            return .refusal(405, "method_not_allowed", "A client secret is made with POST.", [("Allow", "POST")])
        }
        let visitor: Visitor
        do { visitor = try gate.admitToMint(request, at: now()) } catch { return error.response }
        guard let engines = readyEngines else { return notReady }
        guard request.carriesJSON else {
            return .refusal(415, "unsupported_media_type", "Send the body as Content-Type: application/json.")
        }
        guard request.body.count <= ClientSecretRequest.largestBody else {
            return .refusal(413, "body_too_large", "The body may have \(ClientSecretRequest.largestBody >> 10) KiB.")
        }
        let voices = engines.voices
        let wish: ClientSecretRequest
        do {
            wish = try ClientSecretRequest(
                parsing: request.body, configuration: defaults.withLock { $0 }.configuration(model: "coda", voices: voices),
                seconds: gate.policy.clientSecretSeconds, voices: voices)
        } catch {
            return .refusal(400, error.code, error.message, parameter: error.parameter)
        }
        let secret = gate.mint(for: visitor, wish.configuration, seconds: wish.seconds, at: now())
        let answer: JSONValue = [
            "value": .string(secret), "expires_at": .integer(time(nil) + wish.seconds),
            "session": wish.configuration.object(id: "sess_" + Self.randomName()),
        ]
        return HTTPResponse(status: 200, headers: [("Cache-Control", "no-store")], body: answer.bytes)
    }
}
