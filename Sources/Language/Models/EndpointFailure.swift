internal import Network
internal import Wire

/// What an endpoint's refusals and breakdowns mean. Of a server's own words only codes are kept: its sentences may hold a person's.
enum EndpointFailure {
    static func status(_ status: Int, _ body: [UInt8]) -> ModelFailure {
        let error = (try? JSONValue.parse(body))?["error"]
        let detail = code(error).map { " (\($0))" } ?? ""
        let text = "the model's server answered HTTP status \(status)\(detail)"
        return switch status {
        case 401, 403: ModelFailure(.unauthorized, text + ": check the key and what it may be used for")
        case 408, 504: ModelFailure(.timedOut, text + ": check its load")
        case 429: ModelFailure(.rateLimited, text + ": it wants fewer requests, or its budget is used up")
        case 500...: ModelFailure(.serverError, text + ": look into its log")
        default: ModelFailure(.rejected, text + ": check the endpoint's address and the model's name")
        }
    }

    static func inStream(_ error: JSONValue) -> ModelFailure {
        let detail = code(error).map { " (\($0))" } ?? ""
        return ModelFailure(.serverError, "the model's server failed in the middle of its answer\(detail): look into its log")
    }

    static func connection(_ error: HTTPClientError) -> ModelFailure {
        switch error {
        case .timedOut: ModelFailure(.timedOut, error.description)
        case .unreachable, .tls, .refused: ModelFailure(.unreachable, error.description)
        case .tooLarge, .broken, .cancelled: ModelFailure(.broken, error.description)
        }
    }

    private static func code(_ error: JSONValue?) -> String? {
        guard let code = error?["code"]?.string ?? error?["type"]?.string, code.utf8.count <= 64, !code.isEmpty,
            code.utf8.allSatisfy({ (0x61...0x7A).contains($0) || (0x30...0x39).contains($0) || $0 == UInt8(ascii: "_") })
        else { return nil }
        return code
    }
}
