internal import CLibwebsockets

/// The server's half of the opening handshake (RFC 6455 section 4.2).
///
/// Ours, not libwebsockets': that refuses subprotocol lists of 128 bytes and more, and a browser's list carries a key of 164.
struct WebSocketUpgrade {
    let key: String
    let offered: [String]

    /// A refusal where the request is not what the RFC asks for.
    static func check(_ head: HTTPHead) -> Result<WebSocketUpgrade, HTTPHead.Rejection> {
        func refuse(_ status: Int, _ message: String) -> Result<WebSocketUpgrade, HTTPHead.Rejection> {
            .failure(HTTPHead.Rejection(status: status, message: message))
        }
        guard head.method == "GET", head.isVersion11, head.contentLength ?? 0 == 0, !head.isChunked else {
            return refuse(400, "a WebSocket begins with GET, HTTP/1.1 and no body")
        }
        guard head.headers["sec-websocket-version"] == "13" else { return refuse(426, "only WebSocket version 13 is spoken here") }
        // 16 bytes in base64.
        guard let key = head.headers["sec-websocket-key"], key.utf8.count == 24, key.hasSuffix("==") else {
            return refuse(400, "header Sec-WebSocket-Key is missing or not 16 bytes in base64")
        }
        return .success(WebSocketUpgrade(key: key, offered: head.list("sec-websocket-protocol")))
    }

    /// The answer that opens the WebSocket; a subprotocol that was not offered is left out, for the client would fail.
    func response(subprotocol: String?) -> [UInt8] {
        var head = "HTTP/1.1 101 Switching Protocols\r\nupgrade: websocket\r\nconnection: Upgrade\r\n"
        head += "sec-websocket-accept: \(accept)\r\n"
        if let subprotocol, offered.contains(subprotocol) { head += "sec-websocket-protocol: \(subprotocol)\r\n" }
        return Array((head + "\r\n").utf8)
    }

    private var accept: String {
        let text = Array((key + "258EAFA5-E914-47DA-95CA-C5AB0DC85B11").utf8)
        var digest = [UInt8](repeating: 0, count: 20)
        _ = unsafe lws_SHA1(text, text.count, &digest)
        // 28 characters and a NUL.
        var encoded = [CChar](repeating: 0, count: 32)
        unsafe digest.withUnsafeBytes { digest in
            _ = unsafe lws_b64_encode_string(
                digest.bindMemory(to: CChar.self).baseAddress, 20, &encoded, Int32(encoded.count))
        }
        return String(decoding: encoded.prefix { $0 != 0 }.map { UInt8(bitPattern: $0) }, as: UTF8.self)
    }
}
