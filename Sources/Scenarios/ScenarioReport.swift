package import Configuration
package import Wire

/// What became of one playing of a scenario.
package struct ScenarioReport: Sendable {
    package enum Outcome: String, Sendable {
        case held
        case broken
        /// It does not hold, and need not yet.
        case awaited
    }

    package struct Line: Sendable {
        package var place: TextPlace
        package var outcome: Outcome
        /// Such as "speech_stopped 180 ms after the speech".
        package var text: String
    }

    package var file: String
    package var title: String
    package var lines: [Line] = []
    /// How long the conversation was, in its own time.
    package var seconds = 0.0

    package var isPassed: Bool { !lines.contains { $0.outcome == .broken } }

    package var object: JSONValue {
        let lines = lines.map { line -> JSONValue in
            ["line": .integer(line.place.line), "outcome": .string(line.outcome.rawValue), "text": .string(line.text)]
        }
        return [
            "schema": "coda.scenario/1", "input": .string(file), "title": .string(title), "passed": .bool(isPassed),
            "seconds": .number(seconds), "checks": .array(lines),
        ]
    }
}
