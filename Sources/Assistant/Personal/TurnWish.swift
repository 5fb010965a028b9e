internal import Personality
internal import Synchronization

/// What a turn's words ask of Coda's manner: read when it is first wanted, and once for all who want it.
final class TurnWish: Sendable {
    private enum State {
        case unread
        case read(MannerRequest?)
    }

    private let text: String
    private let state = Mutex(State.unread)

    init(_ text: String) { self.text = text }

    var request: MannerRequest? {
        state.withLock { state in
            if case .read(let request) = state { return request }
            let request = MannerRequest.read(text)
            state = .read(request)
            return request
        }
    }
}
