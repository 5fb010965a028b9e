import Network
import Testing

@Suite struct HTTPRequestParserTests {
    private static let request = "\r\n\r\nPOST /a HTTP/1.1\r\nHost: x\r\nContent-Length: 3\r\n\r\nabc"

    @Test("empty lines before a request are forgiven, wherever the bytes are cut", arguments: 0...request.utf8.count)
    func emptyLines(cut: Int) {
        var parser = HTTPRequestParser(limits: .init(headBytes: 100, bodyBytes: 10, methods: ["POST"]))
        let bytes = Array(Self.request.utf8)
        var steps: [HTTPRequestParser.Step] = []
        for piece in [bytes[..<cut], bytes[cut...]] {
            unsafe piece.withUnsafeBytes { unsafe parser.push($0) }
            steps.append(parser.next())
        }
        guard case .request(let request) = steps.first(where: { $0 != .needsMore }) else {
            Issue.record("\(steps)")
            return
        }
        #expect(request.head.path == "/a" && request.body == Array("abc".utf8))
    }

    @Test("a carriage return alone is no request")
    func carriageReturn() {
        var parser = HTTPRequestParser(limits: .init(headBytes: 100, bodyBytes: 10, methods: ["GET"]))
        unsafe Array("\rGET".utf8).withUnsafeBytes { unsafe parser.push($0) }
        #expect(parser.next() == .reject(status: 400, message: "not an HTTP/1.1 request"))
    }
}
