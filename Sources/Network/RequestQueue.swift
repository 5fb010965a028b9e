internal import Glibc
internal import Synchronization

/// Someone who wants a service thread's attention.
protocol ServicePeer: AnyObject, Sendable {
    /// Called on the service thread, once or more after each request.
    func service()
}

/// Who waits for a service thread, and how that is woken. Any thread may ask.
final class RequestQueue: Sendable {
    private struct State {
        /// `nil` before the start and once the loop has ended.
        var wake: (@Sendable () -> Void)?
        var thread: pthread_t?
        var waiting: [any ServicePeer] = []
        var isWoken = false
    }

    private let state = Mutex(State())

    /// Starts the service thread, which keeps `owner` until `run` returns; takes requests from now on. Once only.
    ///
    /// - Parameter wake: makes the service thread return from its wait; called from any thread until `close`.
    func start(
        threadName: String, owner: any AnyObject & Sendable, wake: @escaping @Sendable () -> Void, run: @escaping @Sendable () -> Void
    ) throws(NetworkError) {
        state.withLock { $0.wake = wake }
        do throws(NetworkError) {
            let thread = try ServiceThread.start(name: threadName) {
                run()
                // What happens last finds the owner alive.
                withExtendedLifetime(owner) {}
            }
            note(thread: thread)
        } catch {
            close()
            throw error
        }
    }

    func note(thread: pthread_t) { state.withLock { $0.thread = thread } }

    /// Has `peer.service()` called soon on the service thread; `false` once the loop has ended.
    @discardableResult
    func request(_ peer: any ServicePeer) -> Bool {
        state.withLock { state in
            guard let wake = state.wake else { return false }
            state.waiting.append(peer)
            guard !state.isWoken else { return true }
            state.isWoken = true
            // What the service thread does ends with `serve`, so it need not wake itself.
            if let thread = state.thread, pthread_equal(thread, pthread_self()) != 0 { return true }
            wake()
            return true
        }
    }

    /// Makes the service thread return from its wait.
    func wake() { state.withLock { $0.wake?() } }

    /// Service thread only: serves those who wait, until nobody does.
    func serve() {
        while true {
            let peers = state.withLock { state -> [any ServicePeer] in
                state.isWoken = false
                guard !state.waiting.isEmpty else { return [] }
                defer { state.waiting = [] }
                return state.waiting
            }
            guard !peers.isEmpty else { return }
            for peer in peers { peer.service() }
        }
    }

    /// Takes no more requests, and serves the late ones.
    func close() {
        let late = state.withLock { state in
            state.wake = nil
            defer { state.waiting = [] }
            return state.waiting
        }
        for peer in late { peer.service() }
    }

    /// Blocks until the thread has ended. Once only, and never on the service thread.
    func join() {
        guard let thread = state.withLock({ $0.thread }) else { return }
        precondition(pthread_equal(thread, pthread_self()) == 0, "a network handler must not stop its own server or pool")
        pthread_join(thread, nil)
    }

    /// Instead of `join`, where the last owner may be going away on the service thread itself.
    func joinOrDetach() {
        guard let thread = state.withLock({ $0.thread }) else { return }
        if pthread_equal(thread, pthread_self()) != 0 { pthread_detach(thread) } else { pthread_join(thread, nil) }
    }
}
