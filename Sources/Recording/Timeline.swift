package import Audio
internal import Dialogue

/// What happened in a session, as a person reads it.
package struct Timeline: Sendable, Equatable {
    package enum Who: String, Sendable {
        /// Whoever speaks to Coda.
        case person
        /// The program at the other end.
        case client
        /// What the conversation decided.
        case coda
        /// The recogniser, the turn model, the responder and the synthesiser.
        case recognizer, model, responder, voice
    }

    package struct Entry: Sendable, Equatable {
        package var time: SessionTime
        package var who: Who
        package var what: String
    }

    package private(set) var entries: [Entry] = []
    /// Responses whose first sound has left.
    private var audible: Set<ResponseID> = []

    package init() {}

    package mutating func add(_ step: RecordedStep) {
        if let (who, what) = Self.telling(step.event) { entries.append(Entry(time: step.time, who: who, what: what)) }
        for effect in step.effects {
            if case .sendAudio(let id, _) = effect {
                guard audible.insert(id).inserted else { continue }
            }
            if let (who, what) = Self.telling(effect) { entries.append(Entry(time: step.time, who: who, what: what)) }
        }
    }

    /// Minutes, seconds and milliseconds since the session began: "1:02.345".
    package static func clock(_ time: SessionTime) -> String {
        func padded(_ number: Int, _ width: Int) -> String {
            String(repeating: "0", count: max(0, width - "\(number)".count)) + "\(number)"
        }
        let milliseconds = time.milliseconds
        return "\(milliseconds / 60_000):\(padded(milliseconds / 1_000 % 60, 2)).\(padded(milliseconds % 1_000, 3))"
    }
}
