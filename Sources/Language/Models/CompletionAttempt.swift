internal import Network

/// One request's part of an answer, from HTTP's events to the model's. No I/O.
struct CompletionAttempt: Sendable {
    enum Step: Sendable {
        case goes
        case ended(ModelFinish, ModelUsage?)
        case broke(ModelFailure, retryAfter: Duration?)
    }

    private static let refusalBytes = 64 << 10
    private static let wholeBytes = 4 << 20

    private var parser = EventStreamParser()
    private var reader = CompletionReader()
    private var continuation: Continuation?
    private var status = 0
    private var isStream = true
    private var retryAfter: Duration?
    /// A refusal, or an answer of a server that does not stream.
    private var whole: [UInt8] = []
    private var events: [ModelEvent] = []
    /// Calls are told once they are whole, so that no half of one outlives a lost connection.
    private var calls: [ModelEvent] = []
    private let tokenTimeout: Duration
    /// When the server has been silent for too long.
    private(set) var silentAt: ContinuousClock.Instant
    /// Whether anything of an answer has come.
    private(set) var hasBegun = false

    init(after said: String, firstTokenTimeout: Duration, tokenTimeout: Duration) {
        self.tokenTimeout = tokenTimeout
        continuation = said.isEmpty ? nil : Continuation(after: said)
        silentAt = .now + firstTokenTimeout
    }

    mutating func takeEvents() -> [ModelEvent] {
        defer { events = [] }
        return events
    }

    mutating func take(_ event: HTTPStreamEvent) -> Step {
        switch event {
        case .head(let status, let headers):
            self.status = status
            func header(_ name: String) -> String? { headers.first { $0.0 == name }?.1 }
            isStream = header("content-type")?.contains("json") != true
            retryAfter = header("retry-after").flatMap { Int($0) }.map { .seconds(max(0, $0)) }
            return .goes
        case .body(let bytes):
            guard (200..<300).contains(status), isStream else {
                whole += bytes.prefix((status < 300 ? Self.wholeBytes : Self.refusalBytes) - whole.count)
                return .goes
            }
            return read(parser.push(bytes))
        case .finished: return finished()
        case .failed(let error):
            // The answer was whole: only its end was lost.
            if let finish = reader.finish { return end(finish) }
            return .broke(EndpointFailure.connection(error), retryAfter: nil)
        }
    }

    private mutating func read(_ news: [EventStreamParser.Event]) -> Step {
        for event in news {
            add(reader.read(event.data))
            if let failure = reader.failure { return .broke(failure, retryAfter: nil) }
            if let finish = reader.finish, reader.isDone || reader.usage != nil { return end(finish) }
        }
        if parser.isOverlong { return .broke(ModelFailure(.broken, "the model's server sent an event without an end"), retryAfter: nil) }
        return .goes
    }

    private mutating func finished() -> Step {
        guard (200..<300).contains(status) else { return .broke(EndpointFailure.status(status, whole), retryAfter: retryAfter) }
        if !isStream {
            add(reader.read(whole))
            if let failure = reader.failure { return .broke(failure, retryAfter: nil) }
        }
        guard let finish = reader.finish else {
            return .broke(ModelFailure(.broken, "the model's answer broke off: try again"), retryAfter: nil)
        }
        return end(finish)
    }

    private mutating func end(_ finish: ModelFinish) -> Step {
        if let rest = continuation?.finish(), !rest.isEmpty { events.append(.text(rest)) }
        events += calls
        calls = []
        return .ended(finish, reader.usage)
    }

    private mutating func add(_ news: [ModelEvent]) {
        if !news.isEmpty {
            hasBegun = true
            silentAt = .now + tokenTimeout
        }
        for event in news {
            switch event {
            case .text(let text):
                let fresh = continuation?.push(text) ?? text
                if !fresh.isEmpty { events.append(.text(fresh)) }
            case .callBegan, .callArguments: calls.append(event)
            default: events.append(event)
            }
        }
    }
}
