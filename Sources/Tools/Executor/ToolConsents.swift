internal import Synchronization

/// The questions that are open: each token stands for one tool, one set of arguments and one session, and is good once.
///
/// A token is drawn by chance and not made from the call, so that nobody who knows the call can make one.
final class ToolConsents: Sendable {
    private struct Question: Equatable {
        let call: String
        let until: ContinuousClock.Instant
    }

    private struct State {
        var open: [String: Question] = [:]
        var order: [String] = []
    }

    /// Questions kept open; the oldest is dropped.
    private let capacity: Int
    private let lifetime: Duration
    private let state = Mutex(State())

    init(capacity: Int = 256, lifetime: Duration = .seconds(180)) {
        self.capacity = capacity
        self.lifetime = lifetime
    }

    func ask(_ call: String, now: ContinuousClock.Instant) -> String {
        var numbers = SystemRandomNumberGenerator()
        let token = String(numbers.next(), radix: 16) + "-" + String(numbers.next(), radix: 16)
        state.withLock { state in
            state.open[token] = Question(call: call, until: now + lifetime)
            state.order.append(token)
            while state.order.count > capacity { state.open[state.order.removeFirst()] = nil }
        }
        return token
    }

    /// Whether the person agreed to this call; the token is used up.
    func redeem(_ token: String, for call: String, now: ContinuousClock.Instant) -> Bool {
        state.withLock { state in
            guard let question = state.open[token], question.call == call else { return false }
            state.open[token] = nil
            state.order.removeAll { $0 == token }
            return now < question.until
        }
    }
}
