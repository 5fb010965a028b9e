internal import Synchronization

/// What a server's connections did since its start. Any thread; counting takes a few nanoseconds.
package final class Traffic: Sendable {
    package struct Counts: Sendable, Equatable {
        package var connectionsOpened = 0
        package var connectionsOpen = 0
        package var webSocketsOpened = 0
        package var webSocketsOpen = 0
        package var messagesReceived = 0
        package var messagesSent = 0
        /// Of messages, without their frames.
        package var bytesReceived = 0
        package var bytesSent = 0
        /// WebSockets closed because their peer reads too slowly.
        package var overflows = 0
    }

    private let connectionsOpened = Atomic(0)
    private let connectionsClosed = Atomic(0)
    private let webSocketsOpened = Atomic(0)
    private let webSocketsClosed = Atomic(0)
    private let messagesReceived = Atomic(0)
    private let messagesSent = Atomic(0)
    private let bytesReceived = Atomic(0)
    private let bytesSent = Atomic(0)
    private let overflows = Atomic(0)

    package init() {}

    func connected() { connectionsOpened.wrappingAdd(1, ordering: .relaxed) }
    func disconnected() { connectionsClosed.wrappingAdd(1, ordering: .relaxed) }
    func webSocketOpened() { webSocketsOpened.wrappingAdd(1, ordering: .relaxed) }
    func webSocketClosed() { webSocketsClosed.wrappingAdd(1, ordering: .relaxed) }
    func overflowed() { overflows.wrappingAdd(1, ordering: .relaxed) }

    func received(bytes: Int) {
        messagesReceived.wrappingAdd(1, ordering: .relaxed)
        bytesReceived.wrappingAdd(bytes, ordering: .relaxed)
    }

    func sent(bytes: Int) {
        messagesSent.wrappingAdd(1, ordering: .relaxed)
        bytesSent.wrappingAdd(bytes, ordering: .relaxed)
    }

    package var counts: Counts {
        // What ended is read first: what begins meanwhile must not make fewer than none open.
        let closed = connectionsClosed.load(ordering: .acquiring)
        let webSocketsClosed = webSocketsClosed.load(ordering: .acquiring)
        var counts = Counts()
        counts.connectionsOpened = connectionsOpened.load(ordering: .relaxed)
        counts.connectionsOpen = counts.connectionsOpened - closed
        counts.webSocketsOpened = webSocketsOpened.load(ordering: .relaxed)
        counts.webSocketsOpen = counts.webSocketsOpened - webSocketsClosed
        counts.messagesReceived = messagesReceived.load(ordering: .relaxed)
        counts.messagesSent = messagesSent.load(ordering: .relaxed)
        counts.bytesReceived = bytesReceived.load(ordering: .relaxed)
        counts.bytesSent = bytesSent.load(ordering: .relaxed)
        counts.overflows = overflows.load(ordering: .relaxed)
        return counts
    }
}
