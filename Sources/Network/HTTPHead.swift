/// A request's line and headers, checked (RFC 9110 and RFC 9112).
package struct HTTPHead: Equatable {
    struct Rejection: Error, Equatable {
        var status: Int
        var message: String
    }

    package var method: String
    package var path: String
    package var query: [String: String]
    package var headers: [String: String]
    /// Whether the peer speaks HTTP/1.1, not 1.0.
    var isVersion11: Bool
    var contentLength: Int?

    var isChunked: Bool { headers["transfer-encoding"] != nil }
    var expectsContinue: Bool { isVersion11 && headers["expect"]?.lowercased() == "100-continue" }
    /// Whether the connection may serve another request.
    var keepsAlive: Bool { isVersion11 ? !lists("close", in: "connection") : lists("keep-alive", in: "connection") }
    /// Whether it asks for a WebSocket; other upgrades are ignored, as RFC 9110 section 7.8 allows.
    var wantsWebSocket: Bool { lists("upgrade", in: "connection") && lists("websocket", in: "upgrade") }

    /// The elements of a comma-separated header, without the spaces around them.
    func list(_ name: String) -> [String] {
        (headers[name] ?? "").split(separator: ",").map { element in
            String(element.drop { $0 == " " || $0 == "\t" }.reversed().drop { $0 == " " || $0 == "\t" }.reversed())
        }.filter { !$0.isEmpty }
    }

    private func lists(_ token: String, in name: String) -> Bool { list(name).contains { $0.lowercased() == token } }

    /// Refuses a beginning that can never become a request.
    static func rejectBeginning(_ bytes: ArraySlice<UInt8>) -> HTTPRequestParser.Step? {
        let method = bytes.prefix(while: isTokenByte)
        let isPlausible = method.count == bytes.count ? method.count <= 16 : (1...16).contains(method.count) && bytes[method.endIndex] == 32
        return isPlausible ? nil : .reject(status: 400, message: "not an HTTP/1.1 request")
    }

    /// - Parameter bytes: up to and with the empty line.
    static func parse(_ bytes: ArraySlice<UInt8>) -> Result<HTTPHead, Rejection> {
        do throws(Rejection) {
            return .success(try HTTPHead(bytes))
        } catch {
            return .failure(error)
        }
    }

    private init(_ bytes: ArraySlice<UInt8>) throws(Rejection) {
        func malformed(_ what: String) -> Rejection { Rejection(status: 400, message: what) }

        var lines = bytes.dropLast(4).split(separator: 10, omittingEmptySubsequences: false)[...]
        // Every line but the last, whose end is already cut off, must end in CR LF; a CR elsewhere is an attack.
        for index in lines.indices.dropLast() {
            guard lines[index].last == 13 else { throw malformed("lines must end in CR LF") }
            lines[index].removeLast()
        }
        guard let requestLine = lines.popFirst() else { throw malformed("request line is missing") }
        let parts = requestLine.split(separator: 32, omittingEmptySubsequences: false)
        guard parts.count == 3, !parts[0].isEmpty, parts[0].allSatisfy(Self.isTokenByte),
            parts[1].allSatisfy({ (0x21...0x7E).contains($0) }), !parts[1].isEmpty
        else { throw malformed("request line is malformed: expected method, target and version") }
        method = String(decoding: parts[0], as: UTF8.self)
        switch String(decoding: parts[2], as: UTF8.self) {
        case "HTTP/1.1": isVersion11 = true
        case "HTTP/1.0": isVersion11 = false
        default: throw Rejection(status: 505, message: "only HTTP/1.1 and HTTP/1.0 are spoken here")
        }
        guard let target = HTTPTarget(parts[1]) else { throw malformed("request target is malformed") }
        path = target.path
        query = target.query
        headers = try Self.headers(lines)

        guard !isVersion11 || headers["host"] != nil else { throw malformed("header Host is missing") }
        if let coding = headers["transfer-encoding"] {
            // RFC 9112 section 6.1: both lengths at once are how requests are smuggled.
            guard headers["content-length"] == nil else { throw malformed("both Transfer-Encoding and Content-Length are given") }
            guard coding.lowercased() == "chunked", isVersion11 else {
                throw Rejection(status: 501, message: "only the chunked transfer coding is understood: send a Content-Length")
            }
        }
        if let text = headers["content-length"] {
            guard !text.isEmpty, text.utf8.allSatisfy({ (0x30...0x39).contains($0) }), let length = Int(text) else {
                throw malformed("header Content-Length is not a number")
            }
            contentLength = length
        }
    }

    private static func headers(_ lines: ArraySlice<ArraySlice<UInt8>>) throws(Rejection) -> [String: String] {
        guard lines.count <= 100 else { throw Rejection(status: 431, message: "more than 100 headers: send fewer") }
        var headers: [String: String] = [:]
        for line in lines {
            guard let colon = line.firstIndex(of: UInt8(ascii: ":")), colon > line.startIndex,
                line[..<colon].allSatisfy(isTokenByte)
            else { throw Rejection(status: 400, message: "a header has no name") }
            var value = line[(colon + 1)...]
            while let first = value.first, first == 32 || first == 9 { value.removeFirst() }
            while let last = value.last, last == 32 || last == 9 { value.removeLast() }
            guard value.allSatisfy({ $0 >= 32 && $0 != 127 || $0 == 9 }) else {
                throw Rejection(status: 400, message: "a header has a control character")
            }
            let name = String(decoding: line[..<colon], as: UTF8.self).lowercased()
            let text = String(decoding: value, as: UTF8.self)
            guard let earlier = headers[name] else {
                headers[name] = text
                continue
            }
            // These name one thing; two of them mean that someone on the way reads another one.
            guard !["host", "content-length", "transfer-encoding", "authorization"].contains(name) else {
                throw Rejection(status: 400, message: "header \(name) is given twice")
            }
            headers[name] = earlier + ", " + text
        }
        return headers
    }

    /// RFC 9110 section 5.6.2.
    private static func isTokenByte(_ byte: UInt8) -> Bool {
        switch byte {
        case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"), UInt8(ascii: "0")...UInt8(ascii: "9"): true
        default: "!#$%&'*+-.^_`|~".utf8.contains(byte)
        }
    }
}
