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

    /// A due timer waits until neither side is speaking, then is announced.
    mutating func announceDueTimers(_ effects: inout [Effect]) {
        guard isQuiet, owesAnswer == nil else { return }
        guard let index = timers.firstIndex(where: { $0.due <= now }) else { return }
        let timer = timers.remove(at: index)
        let id = ResponseID(nextNumber())
        beginResponse(id, isThinking: false, &effects)
        say(id, timer.request.announcement, &effects)
        modify(id) { $0.reply.complete() }
    }
}
