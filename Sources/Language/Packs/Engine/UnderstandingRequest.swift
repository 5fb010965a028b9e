package import Dialogue

/// Everything that understanding one turn may look at. A value, so that the same request is understood the same way.
package struct UnderstandingRequest: Sendable, Equatable {
    /// What the person said, as recognised or typed.
    package var text: String
    package var now: CivilTime
    package var personName: String?
    /// Earlier turns, oldest first.
    package var history: [Exchange]
    /// What the engine gave back last time; empty at first. Nobody else reads it.
    package var memo: String
    package var timers: [RunningTimer]

    package init(
        text: String, now: CivilTime, personName: String? = nil, history: [Exchange] = [], memo: String = "", timers: [RunningTimer] = []
    ) {
        self.text = text
        self.now = now
        self.personName = personName
        self.history = history
        self.memo = memo
        self.timers = timers
    }
}
