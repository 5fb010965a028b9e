internal import Audio

/// A timer and when it is due.
struct SetTimer: Sendable, Equatable {
    var request: TimerRequest
    var due: SessionTime
}

/// Timers that speak up by themselves.
extension Conversation {
    var runningTimers: [RunningTimer] {
        timers.map { timer in
            let samples = max(0, timer.due - now)
            return RunningTimer(label: timer.request.label, remaining: .milliseconds(samples / 16))
        }
    }

    /// More than so many that wait are not said: they are asked for.
    package static let announcementCapacity = 8

    /// Whether something that was announced is still to be said.
    package var isAnnouncing: Bool { !announcements.isEmpty }

    mutating func announce(_ text: String) {
        if !text.isEmpty, announcements.count < Self.announcementCapacity { announcements.append(text) }
    }

    private mutating func nextAnnouncement() -> String? {
        if let index = timers.firstIndex(where: { $0.due <= now }) { return timers.remove(at: index).request.announcement }
        return announcements.isEmpty ? nil : announcements.removeFirst()
    }

    /// A due timer waits until neither side is speaking, then is announced.
    mutating func announceDueTimers(_ effects: inout [Effect]) {
        guard isQuiet, owesAnswer == nil else { return }
        guard let text = nextAnnouncement() else { return }
        let id = ResponseID(nextNumber())
        beginResponse(id, isThinking: false, &effects)
        say(id, text, &effects)
        modify(id) { $0.reply.complete() }
    }
}
