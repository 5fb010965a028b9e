internal import Memory
internal import Network

/// Why a request about memories is not done.
struct MemoryRefusal: Error {
    let status: Int
    let code: String
    let message: String
    var parameter: String?
    var headers: [(name: String, value: String)] = []

    init(_ status: Int, _ code: String, _ message: String, parameter: String? = nil) {
        (self.status, self.code, self.message, self.parameter) = (status, code, message, parameter)
    }

    static func invalid(_ parameter: String, _ message: String) -> MemoryRefusal {
        MemoryRefusal(400, "invalid_value", message, parameter: parameter)
    }

    static func method(_ allowed: String) -> MemoryRefusal {
        var refusal = MemoryRefusal(405, "method_not_allowed", "Use \(allowed) here.")
        refusal.headers = [("Allow", allowed)]
        return refusal
    }

    init(_ error: MemoryError) {
        switch error.kind {
        case .unknown: self.init(404, "unknown_memory", error.description)
        case .invalid: self.init(400, "invalid_value", error.description)
        case .full: self.init(507, "storage_full", error.description)
        case .readOnly: self.init(503, "storage_read_only", error.description)
        case .damaged: self.init(500, "storage_damaged", error.description)
        case .unavailable:
            self.init(503, "storage_unavailable", error.description)
            headers = [("Retry-After", "1")]
        }
    }

    var response: HTTPResponse {
        .refusal(status, code, message, headers, type: status < 500 ? "invalid_request_error" : "server_error", parameter: parameter)
    }
}
