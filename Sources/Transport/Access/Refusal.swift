internal import Network

/// Why someone is not let in; never holds what was shown.
package enum Refusal: Error, Sendable, Equatable {
    case keyMissing
    case keyWrong
    case clientSecretUnknown
    /// A client secret was shown where only a key will do.
    case keyWanted
    /// The peer is elsewhere, or came through a proxy, and the server has no keys.
    case serverHasNoKeys
    case foreignOrigin
    /// The account may talk to Coda, but not see how it does.
    case notForAccount
    /// Nothing shows whose memories may be told.
    case notForAnyone
    case tooManySessions(limit: Int)
    case tooManyFailures(wait: Duration)
    case tooManyClientSecrets(wait: Duration)
    case tooManyCuts(wait: Duration)

    var response: HTTPResponse {
        switch self {
        case .keyMissing: unauthorized("This server needs a key: send it as Authorization: Bearer KEY.")
        case .keyWrong: unauthorized("Incorrect API key provided.")
        case .clientSecretUnknown: unauthorized("The client secret is unknown or has expired: ask for another one.")
        case .keyWanted: unauthorized("This needs a key: a client secret only opens sessions.")
        case .serverHasNoKeys:
            .refusal(403, "keys_not_configured", "This server has no keys and serves its own machine only; see docs/security.md.")
        case .foreignOrigin: .refusal(403, "foreign_origin", "Pages of other origins may not connect.")
        case .notForAccount:
            .refusal(
                403, "not_for_account",
                "Only the accounts named by telemetry.readers may see this; from this machine, name the server by its address or as "
                    + "localhost. See docs/observability.md.")
        case .notForAnyone:
            .refusal(
                403, "not_for_anyone",
                "Memories are told to a key's account, or on this machine where the server is named by its address or as localhost. "
                    + "See docs/memory-http.md.")
        case .tooManySessions(let limit):
            tooMany("too_many_sessions", "This account has \(limit) sessions open, as many as it may: close one first.", .seconds(5))
        case .tooManyFailures(let wait): tooMany("too_many_failed_keys", "Too many wrong keys came from this address: wait.", wait)
        case .tooManyCuts(let wait):
            tooMany("too_many_violations", "This account's sessions were closed for sending too much or reading too slowly: wait.", wait)
        case .tooManyClientSecrets(let wait): tooMany("too_many_client_secrets", "Too many client secrets were asked for: wait.", wait)
        }
    }

    private func unauthorized(_ message: String) -> HTTPResponse {
        .refusal(401, "invalid_api_key", message, [("WWW-Authenticate", "Bearer")])
    }

    private func tooMany(_ code: String, _ message: String, _ wait: Duration) -> HTTPResponse {
        let seconds = max(1, wait.components.seconds + (wait.components.attoseconds > 0 ? 1 : 0))
        return .refusal(429, code, message, [("Retry-After", "\(seconds)")], type: "rate_limit_error")
    }
}
