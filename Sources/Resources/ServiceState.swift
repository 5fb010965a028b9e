internal import Synchronization

/// The level at which sessions are served now, and what is short. Any thread.
package final class ServiceState: Sendable {
    /// What a session is told.
    package struct Standing: Sendable, Equatable {
        package var level: ServiceLevel
        /// `nil` at the level `full`.
        package var shortage: Shortage?

        package init(level: ServiceLevel = .full, shortage: Shortage? = nil) {
            self.level = level
            self.shortage = shortage
        }
    }

    private let standing = Mutex(Standing())

    package init() {}

    package var current: Standing {
        get { standing.withLock { $0 } }
        set { standing.withLock { $0 = newValue } }
    }
}
