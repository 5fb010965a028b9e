internal import Network
internal import Transport

extension FuzzTarget {
    /// A connection's requests: the same however the bytes were cut, and within their limits.
    static let http = FuzzTarget(name: "http") { bytes in
        let ways = Splits.all(of: bytes)
        let whole = requests(ways[0])
        for pieces in ways.dropFirst() { precondition(requests(pieces) == whole, "the pieces make a difference") }
        for request in whole.requests {
            precondition(request.body.count <= longestBody, "a body is too long")
            precondition(request.head.path.utf8.first == UInt8(ascii: "/"), "a path that begins nowhere")
            precondition(request.head.headers.keys.allSatisfy { !$0.isEmpty && $0 == $0.lowercased() }, "a header without a name")
        }
    }

    /// A request's target, and the wish to come back to a session in its query.
    static let target = FuzzTarget(name: "target") { bytes in
        // As the request line has it.
        let bytes = bytes.filter { (0x21...0x7E).contains($0) }
        guard let target = HTTPTarget(bytes[...]) else { return }
        // By bytes: a combining mark makes one character with the slash before it.
        precondition(target.path.utf8.first == UInt8(ascii: "/"), "a path that begins nowhere")
        let texts = [target.path] + target.query.keys + target.query.values
        precondition(!texts.contains { $0.utf8.contains(0) }, "a NUL came through")
        let query = target.query.map { "\(escaped($0.key.utf8))=\(escaped($0.value.utf8))" }.joined(separator: "&")
        let written = Array("/\(escaped(target.path.utf8.dropFirst()))?\(query)".utf8)
        precondition(HTTPTarget(written[...]) == target, "what is written again reads differently")
        _ = try? Resume(HTTPRequest(method: "GET", path: target.path, query: target.query))
    }

    private static let longestHead = 2_048
    private static let longestBody = 1_024

    private struct Outcome: Equatable {
        var requests: [HTTPRequestParser.Request] = []
        /// Which words a refusal has depends on how much of the request is there.
        var isRejected = false
    }

    private static func requests(_ pieces: [ArraySlice<UInt8>]) -> Outcome {
        var parser = HTTPRequestParser(limits: .init(headBytes: longestHead, bodyBytes: longestBody, methods: ["GET", "HEAD", "POST"]))
        var outcome = Outcome()
        for piece in pieces {
            unsafe piece.withUnsafeBytes { unsafe parser.push($0) }
            reading: while true {
                switch parser.next() {
                case .needsMore: break reading
                case .sendContinue: continue
                case .request(let request): outcome.requests.append(request)
                case .reject(let status, let message):
                    precondition((400...599).contains(status) && !message.isEmpty, "a refusal without words")
                    outcome.isRejected = true
                    return outcome
                }
            }
        }
        return outcome
    }

    /// Every byte but letters and digits as an escape.
    private static func escaped(_ text: some Sequence<UInt8>) -> String {
        let digits = Array("0123456789ABCDEF")
        return text.reduce(into: "") { written, byte in
            let scalar = Character(UnicodeScalar(byte))
            if byte < 0x80, scalar.isLetter || scalar.isNumber {
                written.append(scalar)
            } else {
                written += ["%", digits[Int(byte >> 4)], digits[Int(byte & 15)]]
            }
        }
    }
}
