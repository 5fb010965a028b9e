internal import Synchronization

/// Connections that no reader uses at the moment.
final class IdleConnections<Kept: SQLConnection & Sendable>: Sendable {
    private struct State {
        var connections: [Kept]
        var isClosed = false
    }

    private let state: Mutex<State>

    init(_ connections: [Kept] = []) { state = Mutex(State(connections: connections)) }

    /// `nil` where none is left; always once they are closed.
    func take() -> Kept? { state.withLock { $0.connections.popLast() } }

    /// One that comes after the end is closed at once.
    func giveBack(_ connection: Kept) {
        let isClosed = state.withLock { state in
            if !state.isClosed { state.connections.append(connection) }
            return state.isClosed
        }
        if isClosed { connection.close() }
    }

    /// Those that are to be closed now; nothing is kept from now on.
    func end() -> [Kept] {
        state.withLock { state in
            defer { state = State(connections: [], isClosed: true) }
            return state.connections
        }
    }
}
