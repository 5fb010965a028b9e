internal import Synchronization

/// One request under way. Letting go of it does not end it; `cancel` does.
package final class HTTPTransfer: Sendable, ServicePeer {
    private struct State {
        var isCancelled = false
        /// Whether the client's thread may know of it.
        var isAsked = false
        var hasBegun = false
        var finalURL: String
    }

    let call: HTTPCall
    private let deliver: @Sendable (HTTPStreamEvent) -> Void
    private let state: Mutex<State>
    private let loop: CurlLoop?

    init(_ call: HTTPCall, loop: CurlLoop?, deliver: @escaping @Sendable (HTTPStreamEvent) -> Void) {
        self.call = call
        self.loop = loop
        self.deliver = deliver
        state = Mutex(State(finalURL: call.url))
    }

    /// Ends the transfer and closes its connection at once; the last event is then `failed(.cancelled)`, unless it had ended before.
    /// No part of the body is delivered after this returns, but the one that may be being delivered now.
    package func cancel() {
        let isNews = state.withLock { state in
            defer { state.isCancelled = true }
            return !state.isCancelled && state.isAsked
        }
        if isNews { _ = loop?.request(self) }
    }

    /// Where the answer is from: the URL asked for until a redirect is followed.
    package var finalURL: String { state.withLock { $0.finalURL } }

    var isCancelled: Bool { state.withLock { $0.isCancelled } }

    func begin() {
        guard let loop else { return deliver(.failed(.broken("no thread for HTTP could be started"))) }
        state.withLock { $0.isAsked = true }
        if !loop.request(self) { deliver(.failed(.cancelled)) }
    }

    // MARK: On the client's thread

    func service() { loop?.serve(self) }

    /// Whether this is the first call.
    func claimsBeginning() -> Bool {
        state.withLock { state in
            defer { state.hasBegun = true }
            return !state.hasBegun
        }
    }

    func moved(to url: String) { state.withLock { $0.finalURL = url } }

    /// Parts of an answer that nobody wants any more are dropped; its end never is.
    func tell(_ event: HTTPStreamEvent) {
        switch event {
        case .head, .body: if !isCancelled { deliver(event) }
        case .finished, .failed: deliver(event)
        }
    }
}
