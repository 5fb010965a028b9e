internal import CLibwebsockets
internal import Synchronization

/// Where the network's complaints go, libwebsockets' own among them: nowhere, unless someone asks.
package enum NetworkLog {
    private static let handler = Mutex<(@Sendable (String, Bool) -> Void)?>(nil)

    /// Sends what there is to say, one line each, to `handler`, with whether it is a failure; `nil` silences it.
    ///
    /// Called on network threads; counts for the process.
    package static func send(to handler: (@Sendable (_ line: String, _ isFailure: Bool) -> Void)?) {
        Self.handler.withLock { $0 = handler }
        silenceBelowErrors()
    }

    static func note(_ line: String, isFailure: Bool = true) {
        guard let handler = handler.withLock({ $0 }) else { return }
        handler(line, isFailure)
    }

    /// Must run before the first context is created: the library is talkative by default.
    static func silenceBelowErrors() {
        unsafe lws_set_log_level(
            Int32(CODA_LWS_LOG_ERRORS),
            { _, line in
                guard let line = unsafe line, let handler = NetworkLog.handler.withLock({ $0 }) else { return }
                var text = unsafe String(cString: line)
                if text.hasSuffix("\n") { text.removeLast() }
                handler(text, true)
            })
    }
}
