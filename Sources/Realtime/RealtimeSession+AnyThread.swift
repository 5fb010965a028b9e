internal import Dialogue
internal import Resources
internal import Synchronization

/// What can be asked of a session from any thread: it posts to the mailbox, and the session's task does the rest.
extension RealtimeSession {
    /// Hands over a client event; `false` where the client is too far ahead of the session.
    package nonisolated func receive(event: [UInt8]) -> Bool { mailbox.post(.text(event), weight: event.count + 64) }

    /// Hands over raw sound; `false` where the client is too far ahead of the session.
    package nonisolated func receive(sound: [UInt8]) -> Bool { mailbox.post(.binary(sound), weight: sound.count + 64) }

    /// Whether the session is over, for whatever reason.
    package nonisolated var isOver: Bool { mailbox.isClosed }

    package nonisolated func disconnect() { end(.disconnected) }
    /// How much of the room for what waits for the session is taken, 0...1.
    package nonisolated var mailboxShare: Double { mailbox.share }
    /// Ends the session, whatever is under way.
    package nonisolated func end(_ reason: SessionEnd) { mailbox.post(.ended(reason)) }
    /// The level of service may be another one.
    package nonisolated func followService() { mailbox.post(.service) }
    /// Whether it heard sound since the last call, or has something under way.
    nonisolated func takeLive() -> Bool {
        hasHeard.exchange(false, ordering: .relaxed) || pace.load(ordering: .relaxed) == Conversation.Pace.frames.rawValue
    }
    package nonisolated func detach() { mailbox.post(.detached) }
    package nonisolated func attach(unheard: Int) { mailbox.post(.attached(unheard: unheard)) }
    package nonisolated func drain() { mailbox.post(.drain) }

    /// Which of its events is called so, counted from 1; `nil` where none can be.
    package nonisolated func eventNumber(named name: String) -> Int? { SessionNames.event(named: name, in: id) }

    /// Tells the time, where the session wants to know it; called every 20 ms.
    ///
    /// - Parameter isWholeSecond: true once a second.
    package nonisolated func tick(isWholeSecond: Bool) {
        if isWholeSecond { lookForNotices() }
        let wanted = isWholeSecond ? Conversation.Pace.seconds : .frames
        guard pace.load(ordering: .relaxed) >= wanted.rawValue else { return }
        guard !hasTick.exchange(true, ordering: .relaxed) else { return }
        mailbox.post(.tick(nil))
    }
}
