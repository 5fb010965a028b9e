package import Configuration
package import Wire

/// A conversation as it was written down: what a person does, step by step, and what must come of it.
package struct Scenario: Sendable {
    package var file: String
    package var title: String
    /// What the session is set to, as `session.update` takes it.
    package var session: JSONValue
    /// The room's noise while nobody speaks, in dBFS.
    package var roomDecibels: Float = -70
    package var steps: [Step] = []

    package struct Step: Sendable, Equatable {
        package var place: TextPlace
        package var action: Action
        /// What must be built before this can hold; until then it must not.
        package var awaits: String?
    }

    package enum Action: Sendable, Equatable {
        case speak(Clip)
        /// Speaks `after` so much of the reply's sound.
        case overlap(Clip, after: Duration)
        /// The room, for a while.
        case pause(Duration)
        case noise(decibels: Float, Duration)
        /// No sound arrives at all.
        case mute(Duration)
        /// A typed message that wants an answer.
        case type(String)
        /// The key is let go: the turn ends here, and wants an answer.
        case commit
        case expect([Expectation])
        /// For so long none of these happens.
        case absent([Sign], Duration)

        /// What is heard of it.
        var clip: Clip? {
            switch self {
            case .speak(let clip), .overlap(let clip, _): clip
            case .pause, .noise, .mute, .type, .commit, .expect, .absent: nil
            }
        }
    }

    package enum Clip: Sendable, Hashable {
        case say(String, voice: String)
        /// A WAV file.
        case play(String)
    }

    /// What a client can notice.
    package enum Sign: String, Sendable, Equatable, CaseIterable {
        case speechStarted = "speech_started"
        case speechStopped = "speech_stopped"
        case transcript
        /// A reply's first sound, or first text where replies are text.
        case reply
        /// A reply's end.
        case done
        case idlePrompt = "idle_prompt"
        case error
    }

    package enum Expectation: Sendable, Equatable {
        /// `text` must be within what was understood, said or refused, whatever the case of its letters.
        case sign(Sign, text: TextCheck?, within: Int?)
        /// Whether the reply that was under way gives way.
        case interrupted(Bool, within: Int?)
    }

    package enum TextCheck: Sendable, Equatable {
        case contains(String)
        case lacks(String)
        case empty

        func holds(of text: String) -> Bool {
            switch self {
            case .contains(let part): text.lowercased().contains(part.lowercased())
            case .lacks(let part): !text.lowercased().contains(part.lowercased())
            case .empty: text.isEmpty
            }
        }
    }
}
