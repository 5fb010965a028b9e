internal import CPostgreSQL
internal import Glibc
internal import Resources
internal import Synchronization

/// Hears what is told on a channel (LISTEN), on a thread and a connection of its own, and connects again when that is lost.
package final class PostgresListener: Sendable {
    package enum Event: Sendable {
        /// What was sent with NOTIFY.
        case told(String)
        /// Something may have been missed: the connection was lost, or is there again.
        case interrupted
    }

    private let wake: WakePipe
    private let isStopped = Mutex(false)

    /// Pauses between two attempts to connect, in milliseconds.
    private static let (shortestPause, longestPause) = (Int32(100), Int32(5_000))

    /// Connects, and hears from then on. Blocks: call it from a thread of your own.
    ///
    /// - Parameter receive: called on the listener's thread, in the order of the commits that told it.
    package init(
        _ address: PostgresAddress, channel: String, receive: @escaping @Sendable (Event) -> Void
    ) throws(StorageError) {
        do { wake = try WakePipe() } catch { throw StorageError(.broken, "A thread cannot be woken: \(error.reason).") }
        let connection = PostgresConnection(address, settings: "LISTEN \(channel)")
        try connection.connect()
        spawnThread(name: "postgres-listen") { [self] in
            var pause = Self.shortestPause
            while !isStopped.withLock({ $0 }) {
                if connection.isConnected {
                    pause = Self.shortestPause
                    hear(connection, receive)
                } else {
                    sleep(pause)
                    pause = min(2 * pause, Self.longestPause)
                    guard !isStopped.withLock({ $0 }), (try? connection.connect()) != nil else { continue }
                }
                if !isStopped.withLock({ $0 }) { receive(.interrupted) }
            }
            connection.close()
        }
    }

    /// The same on a thread of its own.
    package static func start(
        _ address: PostgresAddress, channel: String, receive: @escaping @Sendable (Event) -> Void
    ) async throws(StorageError) -> PostgresListener {
        let started = await onThread(named: "storage-open") {
            Result { () throws(StorageError) in try PostgresListener(address, channel: channel, receive: receive) }
        }
        return try started.get()
    }

    /// Its thread ends soon after.
    package func stop() {
        isStopped.withLock { $0 = true }
        wake.wake()
    }

    /// Until the connection is lost, or it is stopped.
    private func hear(_ connection: PostgresConnection, _ receive: (Event) -> Void) {
        let library = connection.library
        while !isStopped.withLock({ $0 }) {
            while let told = unsafe library.functions.notifies(connection.handle) {
                let payload = unsafe String(cString: told.pointee.payload)
                unsafe library.functions.freemem(told)
                receive(.told(payload))
            }
            var ready = [
                pollfd(fd: unsafe library.functions.socket(connection.handle), events: Int16(POLLIN), revents: 0),
                pollfd(fd: wake.descriptor, events: Int16(POLLIN), revents: 0),
            ]
            guard unsafe poll(&ready, nfds_t(ready.count), -1) >= 0 || errno == EINTR else { return connection.close() }
            guard unsafe library.functions.consumeInput(connection.handle) == 1 else { return connection.close() }
        }
    }

    private func sleep(_ milliseconds: Int32) {
        var ready = pollfd(fd: wake.descriptor, events: Int16(POLLIN), revents: 0)
        unsafe poll(&ready, 1, milliseconds)
    }
}
