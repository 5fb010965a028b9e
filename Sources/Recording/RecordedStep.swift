package import Audio
package import Dialogue

/// One event of a session, and what its conversation decided.
package struct RecordedStep: Sendable, Equatable {
    package var time: SessionTime
    package var event: Event
    package var effects: [Effect]

    package init(time: SessionTime, event: Event, effects: [Effect]) {
        self.time = time
        self.event = event
        self.effects = effects
    }
}

/// Takes a session's steps as they happen. Called from the session's task; must return at once.
package protocol StepRecorder: Sendable {
    func take(_ step: RecordedStep)
    /// Sound as it was heard, 16 kHz.
    func take(sound: [Int16])
    /// The session is over; may be told twice.
    func end()
}

extension StepRecorder {
    package func take(sound: [Int16]) {}
}
