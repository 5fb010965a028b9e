internal import Glibc
internal import Resources
internal import Synchronization

/// A chat-completions server that sends words at a steady pace and notes when; each request has a thread of its own.
final class PacedModelServer: Sendable {
    /// Words of an answer where no others are wanted, and how far apart.
    static let words = 40
    static let pause = Duration.milliseconds(20)

    private struct State {
        /// Of each stream, when its request had come.
        var received: [String: ContinuousClock.Instant] = [:]
        /// Of each stream, when each of its words was handed to the kernel.
        var sent: [String: [ContinuousClock.Instant]] = [:]
        var answers = 0
        var open: Set<Int32> = []
        var isStopped = false
        var cut: ContinuousClock.Instant?
    }

    let port: Int
    /// Words after which it cuts the connection; `nil` never does.
    private let dies: Int?
    private let first: Duration
    private let script: @Sendable (_ answer: Int) -> [String]
    private let listener: Int32
    private let state = Mutex(State())

    /// - Parameters:
    ///   - first: from a request to the first word of its answer.
    ///   - script: the words of each answer, with the blanks between them.
    init(
        diesAfter words: Int? = nil, first: Duration = pause,
        script: @escaping @Sendable (_ answer: Int) -> [String] = { _ in (0..<words).map { "word\($0) " } }
    ) throws(BenchError) {
        dies = words
        self.first = first
        self.script = script
        let descriptor = socket(AF_INET, Int32(SOCK_STREAM.rawValue) | Int32(SOCK_CLOEXEC.rawValue), 0)
        var address = sockaddr_in()
        address.sin_family = sa_family_t(AF_INET)
        address.sin_addr.s_addr = UInt32(0x7F00_0001).bigEndian
        var length = socklen_t(MemoryLayout<sockaddr_in>.size)
        let isListening = unsafe withUnsafeMutablePointer(to: &address) { place in
            unsafe place.withMemoryRebound(to: sockaddr.self, capacity: 1) { place in
                unsafe bind(descriptor, place, length) == 0 && listen(descriptor, 256) == 0 && getsockname(descriptor, place, &length) == 0
            }
        }
        port = Int(UInt16(bigEndian: address.sin_port))
        listener = descriptor
        guard descriptor >= 0, isListening else { throw BenchError("no port for the scripted model could be opened.") }
        spawnThread(name: "model-accept") { [self] in
            while true {
                let peer = accept(descriptor, nil, nil)
                guard peer >= 0 else { break }
                let isWanted = state.withLock { state in
                    guard !state.isStopped else { return false }
                    return state.open.insert(peer).inserted
                }
                if isWanted { spawnThread(name: "model-answer") { self.serve(peer) } } else { close(peer) }
            }
            close(descriptor)
        }
    }

    var url: String { "http://127.0.0.1:\(port)/v1" }
    var cutAt: ContinuousClock.Instant? { state.withLock { $0.cut } }

    func received(_ stream: String) -> ContinuousClock.Instant? { state.withLock { $0.received[stream] } }

    func sent(_ stream: String) -> [ContinuousClock.Instant] { state.withLock { $0.sent[stream] ?? [] } }

    func stop() {
        state.withLock { state in
            state.isStopped = true
            state.open.forEach { shutdown($0, Int32(SHUT_RDWR)) }
        }
        shutdown(listener, Int32(SHUT_RDWR))
    }

    private func serve(_ peer: Int32) {
        var one: Int32 = 1
        unsafe setsockopt(peer, Int32(IPPROTO_TCP), TCP_NODELAY, &one, socklen_t(MemoryLayout<Int32>.size))
        while let stream = readRequest(peer), answer(peer, stream) {}
        state.withLock { state in
            state.open.remove(peer)
            close(peer)
        }
    }

    private func answer(_ peer: Int32, _ stream: String) -> Bool {
        let arrived = ContinuousClock.now
        let number = state.withLock { state in
            state.received[stream] = arrived
            defer { state.answers += 1 }
            return state.answers
        }
        guard send(peer, "HTTP/1.1 200 OK\r\ncontent-type: text/event-stream\r\ntransfer-encoding: chunked\r\n\r\n") else { return false }
        var due = arrived + first
        for (index, word) in script(number).enumerated() {
            if dies == index {
                state.withLock { $0.cut = .now }
                return false
            }
            Pause.until(due)
            due += Self.pause
            state.withLock { $0.sent[stream, default: []].append(.now) }
            guard chunk(peer, "data: {\"choices\":[{\"index\":0,\"delta\":{\"content\":\"\(word)\"}}]}\n\n") else { return false }
        }
        let end = "data: {\"choices\":[{\"index\":0,\"delta\":{},\"finish_reason\":\"stop\"}]}\n\ndata: [DONE]\n\n"
        return chunk(peer, end) && send(peer, "0\r\n\r\n")
    }

    private func chunk(_ peer: Int32, _ text: String) -> Bool {
        send(peer, String(text.utf8.count, radix: 16) + "\r\n" + text + "\r\n")
    }

    private func send(_ peer: Int32, _ text: String) -> Bool {
        let bytes = Array(text.utf8)
        return unsafe Glibc.send(peer, bytes, bytes.count, Int32(MSG_NOSIGNAL)) == bytes.count
    }

    /// Reads one request; gives the stream's name, which is its only message of the person.
    private func readRequest(_ peer: Int32) -> String? {
        var text = ""
        var chunk = [UInt8](repeating: 0, count: 16 << 10)
        while true {
            let count = unsafe recv(peer, &chunk, chunk.count, 0)
            guard count > 0 else { return nil }
            text += String(decoding: chunk[..<count], as: UTF8.self)
            guard let end = text.firstRange(of: "\r\n\r\n"), let field = text.lowercased().firstRange(of: "content-length: ") else {
                continue
            }
            let length = Int(text.lowercased()[field.upperBound...].prefix { $0.isNumber }) ?? 0
            guard text[end.upperBound...].utf8.count >= length else { continue }
            guard let name = text.firstRange(of: "stream-") else { return "" }
            return "stream-" + text[name.upperBound...].prefix { $0.isNumber }
        }
    }
}
