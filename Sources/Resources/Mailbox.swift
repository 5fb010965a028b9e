internal import Synchronization

/// Where everything that happens to one session arrives, in order: many threads post, one task takes.
///
/// What clients send is bounded by its weight (refused when full); what Coda's own stages answer always fits, since each answer was asked for.
package final class Mailbox<Message: Sendable>: Sendable {
    @safe
    private struct State {
        var messages: [(message: Message, weight: Int)] = []
        var head = 0
        var weight = 0
        var isClosed = false
        // A checked one would be allocated for every wait.
        var waiter: UnsafeContinuation<Void, Never>?

        mutating func take() -> (message: Message, weight: Int)? {
            guard head < messages.count else { return nil }
            let (message, weight) = messages[head]
            head += 1
            self.weight -= weight
            if head == messages.count {
                // A burst's storage is given back; an ordinary one is kept for the next message.
                messages.removeAll(keepingCapacity: messages.capacity <= 64)
                head = 0
            } else if head >= 16, head * 2 > messages.count {
                messages.removeFirst(head)
                head = 0
            }
            return (message, weight)
        }

        /// Moves what is there to `batch`, until that weighs `limit` or more; gives its weight.
        mutating func take(into batch: inout [Message], limit: Int) -> Int {
            var taken = 0
            while taken < limit, let (message, weight) = take() {
                batch.append(message)
                taken += max(weight, Self.leastWeight)
            }
            return taken
        }

        /// What a message of no weight counts for where work is shared out.
        private static var leastWeight: Int { 64 }
    }

    private let state = Mutex(State())
    private let capacity: Int

    /// - Parameter capacity: sum of the weights that may wait, such as bytes.
    package init(capacity: Int) { self.capacity = capacity }

    /// Posts a message; `false` where it does not fit or the mailbox is closed. A message of weight 0 always fits.
    @discardableResult
    package func post(_ message: Message, weight: Int = 0) -> Bool {
        let (accepted, waiter) = unsafe state.withLock { state -> (Bool, UnsafeContinuation<Void, Never>?) in
            guard !state.isClosed, weight == 0 || state.weight + weight <= capacity else { return (false, nil) }
            state.messages.append((message, weight))
            state.weight += weight
            defer { unsafe state.waiter = nil }
            return unsafe (true, state.waiter)
        }
        unsafe waiter?.resume()
        return accepted
    }

    /// How much of its room is taken, 0...1.
    package var share: Double { capacity > 0 ? Double(state.withLock { $0.weight }) / Double(capacity) : 0 }

    /// Whether nothing is taken any more.
    package var isClosed: Bool { state.withLock { $0.isClosed } }

    /// The next message, or `nil` once the mailbox is closed and empty. For one task only.
    package func next() async -> Message? {
        while true {
            let (message, isClosed) = state.withLock { ($0.take()?.message, $0.isClosed) }
            if let message { return message }
            if isClosed { return nil }
            await arrival()
        }
    }

    /// Appends the next messages to `batch`, at least one and until they weigh `limit` or more; gives their weight, or `nil` once the
    /// mailbox is closed and empty. For one task only.
    package func next(into batch: inout [Message], limit: Int) async -> Int? {
        while true {
            let (taken, isClosed) = state.withLock { ($0.take(into: &batch, limit: limit), $0.isClosed) }
            if taken > 0 { return taken }
            if isClosed { return nil }
            await arrival()
        }
    }

    /// Returns once a message is there or the mailbox is closed.
    private func arrival() async {
        // It is resumed once by whoever takes it out of the state, or right here.
        unsafe await withUnsafeContinuation { continuation in
            let isReady = state.withLock { state in
                if state.head < state.messages.count || state.isClosed { return true }
                unsafe state.waiter = continuation
                return false
            }
            if isReady { unsafe continuation.resume() }
        }
    }

    /// Whether `next` would not wait.
    package var hasMessage: Bool { state.withLock { $0.head < $0.messages.count } }

    /// Takes a message that is already there.
    package func poll() -> Message? { state.withLock { $0.take()?.message } }

    /// Refuses further messages; those already there can still be taken.
    package func close() {
        let waiter = unsafe state.withLock { state in
            state.isClosed = true
            defer { unsafe state.waiter = nil }
            return unsafe state.waiter
        }
        unsafe waiter?.resume()
    }
}
