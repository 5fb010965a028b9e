internal import Glibc

/// A script's hold on one connection, while it answers one request. The connection's thread only.
package final class ScriptedExchange {
    package let request: ScriptedRequest
    /// Whether the connection ends when the script returns.
    package private(set) var isClosing = false
    private let descriptor: Int32

    init(_ request: ScriptedRequest, _ descriptor: Int32) {
        self.request = request
        self.descriptor = descriptor
    }

    /// Raw bytes; `false` where the client no longer takes them.
    @discardableResult
    package func send(_ text: String) -> Bool { send(Array(text.utf8)) }

    @discardableResult
    package func send(_ bytes: [UInt8]) -> Bool {
        var done = 0
        while done < bytes.count {
            let count = unsafe bytes.withUnsafeBytes {
                unsafe Glibc.send(descriptor, $0.baseAddress?.advanced(by: done), $0.count - done, Int32(MSG_NOSIGNAL))
            }
            guard count > 0 else {
                isClosing = true
                return false
            }
            done += count
        }
        return true
    }

    /// A whole answer.
    package func answer(_ status: Int, headers: [(String, String)] = [], _ body: String = "") {
        send(Self.head(status, headers + [("content-length", "\(body.utf8.count)")]) + (request.method == "HEAD" ? "" : body))
    }

    /// Begins an answer that comes in pieces.
    package func begin(_ status: Int = 200, headers: [(String, String)] = []) {
        send(Self.head(status, headers + [("transfer-encoding", "chunked")]))
    }

    @discardableResult
    package func piece(_ text: String) -> Bool {
        text.isEmpty || send(String(text.utf8.count, radix: 16) + "\r\n" + text + "\r\n")
    }

    package func end() { send("0\r\n\r\n") }

    /// Closes the connection when the script returns; with `reset` as a crashed machine would.
    package func hangUp(reset: Bool = false) {
        isClosing = true
        guard reset else { return }
        var option = linger(l_onoff: 1, l_linger: 0)
        unsafe setsockopt(descriptor, SOL_SOCKET, SO_LINGER, &option, socklen_t(MemoryLayout<linger>.size))
    }

    /// Blocks until the client has closed; `false` after 20 s without that.
    package func seesHangUp() -> Bool {
        isClosing = true
        var limit = timeval(tv_sec: 20, tv_usec: 0)
        unsafe setsockopt(descriptor, SOL_SOCKET, SO_RCVTIMEO, &limit, socklen_t(MemoryLayout<timeval>.size))
        var byte: UInt8 = 0
        while true {
            let count = unsafe recv(descriptor, &byte, 1, 0)
            if count == 0 { return true }
            if count < 0 { return errno == ECONNRESET }
        }
    }

    private static func head(_ status: Int, _ headers: [(String, String)]) -> String {
        "HTTP/1.1 \(status) Scripted\r\n" + headers.map { "\($0.0): \($0.1)\r\n" }.joined() + "\r\n"
    }
}
