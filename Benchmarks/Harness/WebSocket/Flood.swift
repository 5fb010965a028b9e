internal import Glibc
internal import Telemetry

/// Sends prepared blocks of messages on several WebSockets, as fast as the other side takes them.
///
/// A block ends with a message that is answered, or consists of such; a connection has a few blocks under way and waits for answers to
/// them: so what is counted was handled to its end, and no queue grows.
struct Flood {
    struct Plan {
        /// Masked frames, sent again and again.
        var block: [UInt8]
        /// Messages in it that count.
        var messages: Int
        /// Answers that a block brings.
        var answers: Int
        /// Whether a message is such an answer.
        var isAnswer: (Span<UInt8>) -> Bool
        /// Blocks of one connection that may be under way.
        var window = 4
    }

    struct Outcome {
        var messagesPerSecond: Double
        /// Of one core, taken by this client.
        var processorShare: Double
    }

    private struct Client {
        let socket: LoadSocket
        /// Bytes of the block that are gone.
        var sent = 0
        var underWay = 0
        var answers = 0
    }

    private let plan: Plan
    private var clients: [Client]
    private var descriptors: [pollfd]
    private var blocks = 0

    init(_ plan: Plan, _ sockets: [LoadSocket]) {
        self.plan = plan
        clients = sockets.map { Client(socket: $0) }
        descriptors = sockets.map { pollfd(fd: $0.descriptor, events: Int16(POLLIN | POLLOUT), revents: 0) }
    }

    /// Floods for `warmUp`, then counts for `time`, then waits until all is answered. Blocks.
    mutating func run(warmUp: Duration, time: Duration) throws(BenchError) -> Outcome {
        try flood(until: .now + warmUp)
        let start = ContinuousClock.now
        let processor = ProcessorTime.ofThread
        let before = blocks
        try flood(until: start + time)
        let seconds = (ContinuousClock.now - start) / .seconds(1)
        let counted = blocks - before
        let used = ProcessorTime.ofThread - processor
        try drain(until: .now + .seconds(5))
        return Outcome(messagesPerSecond: Double(counted * plan.messages) / seconds, processorShare: used / seconds)
    }

    private mutating func flood(until end: ContinuousClock.Instant) throws(BenchError) {
        while ContinuousClock.now < end { try step(sends: true) }
    }

    private mutating func drain(until end: ContinuousClock.Instant) throws(BenchError) {
        // A block that was begun is sent to its end first.
        while clients.contains(where: { $0.sent > 0 || $0.underWay > 0 }) {
            guard ContinuousClock.now < end else { throw BenchError("what was sent was not answered within 5 s.") }
            try step(sends: false)
        }
    }

    private mutating func step(sends: Bool) throws(BenchError) {
        for index in clients.indices {
            let maySend = clients[index].sent > 0 || (sends && clients[index].underWay < plan.window)
            descriptors[index].events = Int16(maySend ? POLLIN | POLLOUT : POLLIN)
        }
        guard unsafe poll(&descriptors, nfds_t(descriptors.count), 100) > 0 else { return }
        for index in clients.indices where descriptors[index].revents != 0 {
            if Int32(descriptors[index].revents) & POLLIN != 0 { try readAnswers(index) }
            if Int32(descriptors[index].revents) & POLLOUT != 0 { try send(index, begins: sends) }
        }
    }

    private mutating func readAnswers(_ index: Int) throws(BenchError) {
        var answers = 0
        try clients[index].socket.messages { if plan.isAnswer($0) { answers += 1 } }
        clients[index].answers += answers
        let done = clients[index].answers / plan.answers
        clients[index].answers %= plan.answers
        clients[index].underWay -= done
        blocks += done
    }

    private mutating func send(_ index: Int, begins: Bool) throws(BenchError) {
        while clients[index].sent > 0 || (begins && clients[index].underWay < plan.window) {
            let count = clients[index].socket.push(plan.block, from: clients[index].sent)
            guard count >= 0 else { throw BenchError("the server closed a connection during the flood.") }
            if count == 0 { return }
            clients[index].sent += count
            guard clients[index].sent == plan.block.count else { return }
            clients[index].sent = 0
            clients[index].underWay += 1
        }
    }
}
