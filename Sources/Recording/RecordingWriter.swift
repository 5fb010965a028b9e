internal import Audio
internal import Dialogue
internal import FoundationEssentials

/// Makes the text of a recording, piece by piece. No file.
package struct RecordingWriter {
    private static let longestRun = 4_096

    private var run = StepRun()
    /// A run under way, and when it began.
    private var runText: [UInt8] = []
    private var runStart: Int64 = 0
    private var lastTime: Int64 = 0
    private let encoder = RecordedLine.encoder()

    package init() {}

    package func header(_ header: RecordingHeader) -> [UInt8] { line(header) }

    package mutating func append(_ step: RecordedStep, to text: inout [UInt8]) {
        lastTime = step.time.samples
        guard StepRun.holds(step) else {
            endRun(&text)
            run.pass(step.time)
            text += line(RecordedLine.Whole(t: step.time.samples, e: step.event, f: step.effects))
            return
        }
        if runText.isEmpty { runStart = step.time.samples }
        run.append(step, to: &runText)
        if runText.count >= Self.longestRun { endRun(&text) }
    }

    /// Ends the line under way, so that what was taken so far can be read.
    package mutating func endRun(_ text: inout [UInt8]) {
        guard !runText.isEmpty else { return }
        text += line(RecordedLine.Run(t: runStart, r: String(decoding: runText, as: UTF8.self)))
        runText.removeAll(keepingCapacity: true)
    }

    package mutating func end(_ ending: RecordingEnding, to text: inout [UInt8]) {
        endRun(&text)
        text += line(RecordedLine.End(t: lastTime, end: ending))
    }

    private func line(_ value: some Encodable) -> [UInt8] {
        // Every type here encodes; a failure would be a mistake of ours, and shows as a line that cannot be read.
        let data = (try? encoder.encode(value)) ?? Data("{}".utf8)
        return [UInt8](data) + [UInt8(ascii: "\n")]
    }
}

/// How a recording ends.
package enum RecordingEnding: String, Sendable, Equatable, Codable {
    /// With its session.
    case whole
    /// The disk was too slow: the session went on without being recorded.
    case incomplete
    /// The program stopped before the session ended.
    case stopped
}
