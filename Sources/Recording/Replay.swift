package import Audio
internal import Dialogue
internal import FoundationEssentials
package import Wire

/// A recording decided anew: a fresh conversation takes the recorded events, and what it wants is held against what was wanted then.
package struct Replay: Sendable {
    /// The first step at which the two part. Everything after it means nothing.
    package struct Difference: Sendable, Equatable {
        /// From 1.
        package var step: Int
        package var line: Int
        package var time: SessionTime
        package var event: JSONValue
        package var expected: [JSONValue]
        package var got: [JSONValue]
    }

    /// `nil` where every decision is the recorded one.
    package private(set) var difference: Difference?
    /// What happened, up to the difference.
    package private(set) var timeline = Timeline()
    /// Steps whose decisions were compared.
    package private(set) var compared = 0

    package init(_ recording: Recording) {
        var conversation = Conversation(settings: recording.header.settings)
        let encoder = RecordedLine.encoder()
        for step in recording.steps {
            let effects = conversation.on(step.event, at: step.time)
            compared += 1
            guard step.decisions.agree(with: effects, about: step, encoder) else {
                difference = Difference(
                    step: compared, line: step.line, time: step.time, event: EffectText.value(of: step.event),
                    expected: step.decisions.values, got: effects.map { EffectText.value(of: $0) })
                return
            }
            timeline.add(RecordedStep(time: step.time, event: step.event, effects: effects))
        }
    }

    /// The recorded events with what is decided about them now.
    package static func decide(_ recording: Recording) -> [RecordedStep] {
        var conversation = Conversation(settings: recording.header.settings)
        return recording.steps.map { step in
            RecordedStep(time: step.time, event: step.event, effects: conversation.on(step.event, at: step.time))
        }
    }
}

extension Replay.Difference: CustomStringConvertible {
    /// Four lines: where, the event, and both decisions.
    package var description: String {
        let shared = zip(expected, got).prefix { $0 == $1 }.count
        let place = "the decisions differ at \(Timeline.clock(time)), step \(step) (line \(line))"
        let order = shared == 0 ? "" : ", of which the first \(shared) agree"
        return """
            \(place)\(order)
              event:    \(event.text)
              expected: \(Self.text(expected))
              got:      \(Self.text(got))
            """
    }

    private static func text(_ effects: [JSONValue]) -> String {
        effects.isEmpty ? "nothing" : effects.map(\.text).joined(separator: " ")
    }
}

extension Recording {
    /// The recording as a file, with what is decided now in the place of what was decided then.
    package func accepted() -> [UInt8] { Self.bytes(header, Replay.decide(self), ending: ending ?? .incomplete) }

    /// A whole recording as a file.
    package static func bytes(_ header: RecordingHeader, _ steps: [RecordedStep], ending: RecordingEnding) -> [UInt8] {
        var writer = RecordingWriter()
        var text = writer.header(header)
        for step in steps { writer.append(step, to: &text) }
        writer.end(ending, to: &text)
        return text
    }
}
