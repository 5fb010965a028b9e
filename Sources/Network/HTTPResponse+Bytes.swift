extension HTTPResponse {
    /// An error as our clients expect it: `{"error": {"message": …}}`. The message must not need escaping.
    static func failure(_ status: Int, _ message: String) -> HTTPResponse {
        let kind = status < 500 ? "invalid_request_error" : "server_error"
        return HTTPResponse(status: status, body: Array(#"{"error":{"type":"\#(kind)","message":"\#(message)"}}"#.utf8))
    }

    /// The response as HTTP/1.1 sends it.
    func bytes(withBody: Bool, keepsAlive: Bool, peerIsVersion11: Bool = true) -> [UInt8] {
        var head = "HTTP/1.1 \(status) \(Self.reason(status))\r\n"
        if !contentType.isEmpty, !body.isEmpty { head += "content-type: \(Self.safe(contentType))\r\n" }
        for (name, value) in headers { head += "\(Self.safe(name)): \(Self.safe(value))\r\n" }
        // RFC 9110 section 8.6: these two never have a body.
        let hasBody = status != 204 && status != 304
        if hasBody { head += "content-length: \(body.count)\r\n" }
        if !keepsAlive { head += "connection: close\r\n" } else if !peerIsVersion11 { head += "connection: keep-alive\r\n" }
        head += "\r\n"
        var bytes = Array(head.utf8)
        if withBody, hasBody { bytes += body }
        return bytes
    }

    /// A header made from someone's input must not become two.
    private static func safe(_ text: String) -> String {
        guard text.utf8.contains(where: { $0 < 32 || $0 == 127 }) else { return text }
        return String(decoding: text.utf8.map { $0 < 32 || $0 == 127 ? 32 : $0 }, as: UTF8.self)
    }

    /// The phrases of RFC 9110; a client may ignore them.
    private static func reason(_ status: Int) -> String {
        switch status {
        case 200: "OK"
        case 201: "Created"
        case 202: "Accepted"
        case 204: "No Content"
        case 400: "Bad Request"
        case 401: "Unauthorized"
        case 403: "Forbidden"
        case 404: "Not Found"
        case 405: "Method Not Allowed"
        case 406: "Not Acceptable"
        case 408: "Request Timeout"
        case 413: "Content Too Large"
        case 415: "Unsupported Media Type"
        case 426: "Upgrade Required"
        case 429: "Too Many Requests"
        case 431: "Request Header Fields Too Large"
        case 500: "Internal Server Error"
        case 501: "Not Implemented"
        case 503: "Service Unavailable"
        case 504: "Gateway Timeout"
        case 505: "HTTP Version Not Supported"
        default: "Status"
        }
    }
}
