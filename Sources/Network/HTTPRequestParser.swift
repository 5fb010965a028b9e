/// Turns the bytes of one connection into HTTP/1.1 requests (RFC 9112), one at a time. No I/O.
package struct HTTPRequestParser {
    package struct Limits {
        var headBytes: Int
        var bodyBytes: Int
        var methods: Set<String>

        package init(headBytes: Int, bodyBytes: Int, methods: Set<String>) {
            self.headBytes = headBytes
            self.bodyBytes = bodyBytes
            self.methods = methods
        }
    }

    package struct Request: Equatable {
        package var head: HTTPHead
        package var body: [UInt8]
    }

    package enum Step: Equatable {
        case needsMore
        /// The peer waits for "100 Continue" before it sends the body.
        case sendContinue
        case request(Request)
        /// What arrived cannot be answered otherwise; nothing after it can be trusted.
        case reject(status: Int, message: String)
    }

    private enum Stage {
        case head
        case body(HTTPHead, remaining: Int)
        case chunked(HTTPHead, ChunkedBody)
    }

    private let limits: Limits
    private var buffer: [UInt8] = []
    /// Bytes of the buffer that are done with.
    private var consumed = 0
    /// Where the search for the head's end goes on.
    private var scanned = 0
    private var stage = Stage.head
    private var body: [UInt8] = []

    package init(limits: Limits) { self.limits = limits }

    /// Whether a request's body is awaited.
    package var isInsideBody: Bool {
        if case .head = stage { return false }
        return true
    }

    /// Whether nothing of a next request has come.
    package var isBetweenRequests: Bool { !isInsideBody && consumed == buffer.count }

    package mutating func push(_ bytes: UnsafeRawBufferPointer) { unsafe buffer.append(contentsOf: bytes) }

    /// The bytes that came after the last request: those of another protocol, after an upgrade.
    mutating func takeRest() -> [UInt8] {
        defer { compact(all: true) }
        return Array(buffer[consumed...])
    }

    /// What is next; to be asked again until it needs more.
    package mutating func next() -> Step {
        switch stage {
        case .head: nextHead()
        case .body(let head, let remaining): nextBody(head, remaining: remaining)
        case .chunked(let head, let chunks): nextChunk(head, chunks)
        }
    }

    private mutating func nextHead() -> Step {
        // RFC 9112 section 2.2: an empty line before a request is forgiven.
        while scanned == consumed, buffer.count >= consumed + 2, buffer[consumed] == 13, buffer[consumed + 1] == 10 {
            consumed += 2
            scanned = consumed
        }
        // Half of such a line says nothing yet.
        if scanned == consumed, buffer[consumed...].elementsEqual([13]) { return .needsMore }
        guard let end = endOfHead() else {
            // Neither garbage nor another protocol needs to fill the buffer first.
            if let step = HTTPHead.rejectBeginning(buffer[consumed...]) { return step }
            guard buffer.count - consumed <= limits.headBytes else { return tooLong }
            compact(all: false)
            return .needsMore
        }
        guard end - consumed <= limits.headBytes else { return tooLong }
        let parsed = HTTPHead.parse(buffer[consumed..<end])
        consumed = end
        scanned = end
        switch parsed {
        case .failure(let rejection): return .reject(status: rejection.status, message: rejection.message)
        case .success(let head): return begin(head)
        }
    }

    private var tooLong: Step {
        .reject(status: 431, message: "request line and headers are longer than \(limits.headBytes) bytes: shorten them")
    }

    private mutating func begin(_ head: HTTPHead) -> Step {
        guard limits.methods.contains(head.method) else {
            return .reject(status: 405, message: "method is not served here: use \(limits.methods.sorted().joined(separator: ", "))")
        }
        if let length = head.contentLength, length > limits.bodyBytes { return bodyTooLong }
        body = []
        if head.isChunked {
            stage = .chunked(head, ChunkedBody())
        } else if let length = head.contentLength, length > 0 {
            stage = .body(head, remaining: length)
        } else {
            compact(all: false)
            return .request(Request(head: head, body: []))
        }
        return head.expectsContinue && consumed == buffer.count ? .sendContinue : next()
    }

    private var bodyTooLong: Step {
        .reject(status: 413, message: "body is longer than \(limits.bodyBytes) bytes: send less")
    }

    private mutating func nextBody(_ head: HTTPHead, remaining: Int) -> Step {
        let count = min(remaining, buffer.count - consumed)
        body.append(contentsOf: buffer[consumed..<(consumed + count)])
        consumed += count
        compact(all: false)
        guard count == remaining else {
            stage = .body(head, remaining: remaining - count)
            return .needsMore
        }
        return finish(head)
    }

    private mutating func nextChunk(_ head: HTTPHead, _ chunks: ChunkedBody) -> Step {
        var chunks = chunks
        let (used, outcome) = chunks.push(buffer[consumed...], into: &body, limit: limits.bodyBytes)
        consumed += used
        compact(all: false)
        switch outcome {
        case .needsMore:
            stage = .chunked(head, chunks)
            return .needsMore
        case .done: return finish(head)
        case .tooLong: return bodyTooLong
        case .malformed: return .reject(status: 400, message: "chunked body is malformed")
        }
    }

    private mutating func finish(_ head: HTTPHead) -> Step {
        stage = .head
        scanned = consumed
        defer { body = [] }
        return .request(Request(head: head, body: body))
    }

    /// The index after the empty line, if it has come; each byte is looked at once.
    private mutating func endOfHead() -> Int? {
        var index = max(scanned, consumed + 3)
        while index < buffer.count {
            if buffer[index] == 10, buffer[index - 1] == 13, buffer[index - 2] == 10, buffer[index - 3] == 13 { return index + 1 }
            index += 1
        }
        scanned = max(scanned, buffer.count)
        return nil
    }

    private mutating func compact(all: Bool) {
        if all || consumed == buffer.count {
            buffer = []
            consumed = 0
            scanned = 0
        } else if consumed > 4_096 {
            buffer.removeFirst(consumed)
            scanned = max(0, scanned - consumed)
            consumed = 0
        }
    }
}
