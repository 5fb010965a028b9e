internal import Synchronization

/// A session's way to its client that outlives connections: what is said while there is none, or was on its way when one broke, is said again.
package final class ResumableOutput: SessionOutput {
    private struct State {
        var log: SessionLog
        var connection: (any SessionOutput)?
        /// Raised with every connection, so that the end of an older one is told from that of the present one.
        var generation = 0
        /// Client messages that reached the session.
        var received = 0
        var end: SessionEnd?
    }

    private let state: Mutex<State>

    /// - Parameter capacity: bytes kept to be said again.
    package init(_ connection: any SessionOutput, capacity: Int) {
        state = Mutex(State(log: SessionLog(capacity: capacity), connection: connection))
    }

    package func send(event: [UInt8]) { send(event: event, carrying: 0) }
    package func send(sound: [UInt8]) { send(sound: sound, carrying: 0) }

    package func send(event: [UInt8], carrying samples: Int) {
        state.withLock { state in
            state.log.append(.event(event), samples: samples)
            state.connection?.send(event: event)
        }
    }

    package func send(sound: [UInt8], carrying samples: Int) {
        state.withLock { state in
            state.log.append(.sound(sound), samples: samples)
            state.connection?.send(sound: sound)
        }
    }

    package func end(_ reason: SessionEnd) {
        let connection = state.withLock { state in
            state.end = reason
            return state.connection.take()
        }
        connection?.end(reason)
    }

    /// Hands a client message to the session by `take`, and counts it; nothing of an older connection is taken any more.
    package func receive(generation: Int, _ take: () -> Bool) -> Bool {
        state.withLock { state in
            guard state.generation == generation else { return true }
            guard take() else { return false }
            state.received += 1
            return true
        }
    }

    /// The connection of this generation is gone; `false` where another one has taken its place.
    package func detach(generation: Int) -> Bool {
        state.withLock { state in
            guard state.generation == generation, state.end == nil else { return false }
            state.connection = nil
            return true
        }
    }

    /// What a client that comes back is told, and what becomes of the older connection.
    package struct Resumption: Sendable {
        package var generation: Int
        /// Samples (16 kHz) of the reply under way that had not arrived.
        package var unheard: Int
        /// The connection that was still thought to be alive.
        package var older: (any SessionOutput)?
    }

    /// Says to `connection` what came after `place`, and from now on everything.
    ///
    /// - Parameter greeting: the first event, given the number of client messages received so far.
    package func attach(_ connection: any SessionOutput, after place: SessionLog.Place, greeting: (_ received: Int) -> [UInt8])
        throws(SessionLog.Failure) -> Resumption
    {
        let result = state.withLock { state -> Result<Resumption, SessionLog.Failure> in
            guard state.end == nil else { return .failure(.ended) }
            return Result { () throws(SessionLog.Failure) in
                let (messages, samples) = try state.log.messages(after: place)
                connection.send(event: greeting(state.received))
                for message in messages {
                    switch message {
                    case .event(let bytes): connection.send(event: bytes)
                    case .sound(let bytes): connection.send(sound: bytes)
                    }
                }
                state.generation += 1
                let older = state.connection
                state.connection = connection
                return Resumption(generation: state.generation, unheard: samples, older: older)
            }
        }
        return try result.get()
    }

    /// Whether a client at `place` could be told everything it misses.
    package func check(_ place: SessionLog.Place) throws(SessionLog.Failure) {
        let failure = state.withLock { state -> SessionLog.Failure? in
            guard state.end == nil else { return .ended }
            do throws(SessionLog.Failure) { _ = try state.log.messages(after: place) } catch { return error }
            return nil
        }
        if let failure { throw failure }
    }
}
