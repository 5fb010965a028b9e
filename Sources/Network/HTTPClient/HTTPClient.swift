internal import Synchronization

/// Sends HTTP requests (1.1, and 2 over TLS) over kept connections, on one thread of its own.
///
/// Certificates are verified, cookies and credentials in addresses are not used. Callable from any thread; a client that goes away cancels
/// what is under way.
package final class HTTPClient: Sendable {
    /// `nil` where the system gave no thread: then every request fails.
    private let loop: CurlLoop?

    package init(_ settings: HTTPClientSettings = HTTPClientSettings()) {
        let loop = CurlLoop(settings)
        self.loop = loop.start() ? loop : nil
    }

    deinit { loop?.stop() }

    /// Connections opened so far; fewer than requests where connections were used again.
    package var openedConnections: Int { loop?.openedConnections ?? 0 }

    /// Begins a request. `deliver` is called on the client's thread and must return soon; its last event is `finished` or `failed`.
    @discardableResult
    package func stream(_ call: HTTPCall, deliver: @escaping @Sendable (HTTPStreamEvent) -> Void) -> HTTPTransfer {
        let transfer = HTTPTransfer(call, loop: loop, deliver: deliver)
        transfer.begin()
        return transfer
    }

    /// Gives the whole answer, whatever its status. The task's cancellation ends the transfer at once.
    package func send(_ call: HTTPCall) async throws(HTTPClientError) -> HTTPAnswer {
        let collector = AnswerCollector()
        let transfer = HTTPTransfer(call, loop: loop) { collector.take($0) }
        let result = await withTaskCancellationHandler {
            await withCheckedContinuation { (continuation: CheckedContinuation<Result<HTTPAnswer, HTTPClientError>, Never>) in
                collector.begin(continuation)
                transfer.begin()
            }
        } onCancel: {
            transfer.cancel()
        }
        var answer = try result.get()
        answer.finalURL = transfer.finalURL
        return answer
    }

    /// Opens a connection to the URL's server for later requests, by asking for the URL's head. What comes of it is not told.
    package func warmUp(_ url: String) {
        stream(HTTPCall(method: "HEAD", url: url, idleTimeout: .seconds(10), deadline: .seconds(20))) { _ in }
    }
}

/// Makes one answer of a stream's events.
private final class AnswerCollector: Sendable {
    private struct State {
        var answer = HTTPAnswer(status: 0)
        var continuation: CheckedContinuation<Result<HTTPAnswer, HTTPClientError>, Never>?
    }

    private let state = Mutex(State())

    func begin(_ continuation: CheckedContinuation<Result<HTTPAnswer, HTTPClientError>, Never>) {
        state.withLock { $0.continuation = continuation }
    }

    func take(_ event: HTTPStreamEvent) {
        state.withLock { state in
            switch event {
            case .head(let status, let headers):
                state.answer.status = status
                state.answer.headers = headers
            case .body(let bytes): state.answer.body += bytes
            case .finished: end(&state, .success(state.answer))
            case .failed(let error): end(&state, .failure(error))
            }
        }
    }

    private func end(_ state: inout State, _ result: Result<HTTPAnswer, HTTPClientError>) {
        state.continuation?.resume(returning: result)
        state.continuation = nil
    }
}
