internal import CLibwebsockets
internal import Synchronization

/// Where libwebsockets' own complaints go: nowhere, unless someone asks.
package enum NetworkLog {
    private static let handler = Mutex<(@Sendable (String) -> Void)?>(nil)

    /// Sends libwebsockets' errors, one line each, to `handler`; `nil` silences them. Called on network threads; counts for the process.
    package static func send(to handler: (@Sendable (String) -> Void)?) {
        Self.handler.withLock { $0 = handler }
        silenceBelowErrors()
    }

    /// Must run before the first context is created: the library is talkative by default.
    static func silenceBelowErrors() {
        unsafe lws_set_log_level(
            Int32(CODA_LWS_LOG_ERRORS),
            { _, line in
                guard let line = unsafe line, let handler = NetworkLog.handler.withLock({ $0 }) else { return }
                var text = unsafe String(cString: line)
                if text.hasSuffix("\n") { text.removeLast() }
                handler(text)
            })
    }
}
