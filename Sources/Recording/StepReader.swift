internal import Audio
internal import Dialogue
internal import FoundationEssentials
internal import Wire

/// Reads a recording's lines, one after another.
struct StepReader {
    private var run = StepRun()
    private let decoder: JSONDecoder

    init() {
        decoder = JSONDecoder()
        decoder.nonConformingFloatDecodingStrategy = RecordedLine.notFiniteRead
    }

    /// Adds the steps of a line; gives how the recording ends where the line says so.
    mutating func read(
        _ line: ArraySlice<UInt8>, number: Int, into steps: inout [Recording.Step]
    ) throws(RecordingError) -> RecordingEnding? {
        let read = try decode(line, number)
        if let ending = read.end { return ending }
        guard let samples = read.t, SessionTime(samples).isPlausible else { throw .line(number, message: "the time (t) is missing.") }
        if let text = read.r {
            try readRun(text, number, into: &steps)
        } else if let event = read.e {
            run.pass(SessionTime(samples))
            steps.append(Recording.Step(time: SessionTime(samples), event: event, decisions: .line(line), line: number))
        } else {
            throw .line(number, message: "a step needs an event (e), or is a run (r).")
        }
        return nil
    }

    private mutating func readRun(_ text: String, _ number: Int, into steps: inout [Recording.Step]) throws(RecordingError) {
        var rest = Array(text.utf8)[...]
        while !rest.isEmpty {
            let place = text.utf8.count - rest.count + 1
            guard let step = run.next(&rest) else { throw .line(number, message: "the run cannot be read from its character \(place) on.") }
            steps.append(Recording.Step(time: step.time, event: step.event, decisions: .effects(step.effects), line: number))
        }
    }

    private func decode(_ line: ArraySlice<UInt8>, _ number: Int) throws(RecordingError) -> RecordedLine.Read {
        do { return try decoder.decode(RecordedLine.Read.self, from: Data(line)) } catch {
            guard let value = try? JSONValue.parse(Array(line)) else { throw .line(number, message: "this is not JSON.") }
            // Settings that came later, perhaps.
            if let settings = value["e"]?["configure"]?["_0"] {
                let whole = value.merging(["e": ["configure": ["_0": Self.completed(settings)]]])
                if let read = try? decoder.decode(RecordedLine.Read.self, from: Data(whole.bytes)) { return read }
            }
            throw .line(number, message: "this Coda cannot read the line: \(Self.reason(error)).")
        }
    }

    /// Settings that came after the recording have their defaults.
    static func completed(_ settings: JSONValue) -> JSONValue {
        guard case .object(let recorded) = settings, let data = try? JSONEncoder().encode(ConversationSettings()),
            let standard = try? JSONValue.parse([UInt8](data))
        else { return settings }
        return standard.merging(recorded)
    }

    /// What a decoder found wrong, without what it found.
    static func reason(_ error: any Error) -> String {
        switch error {
        case DecodingError.keyNotFound(let key, let context): "\(path(context)) has no \"\(key.stringValue)\""
        case DecodingError.typeMismatch(_, let context), DecodingError.valueNotFound(_, let context),
            DecodingError.dataCorrupted(let context):
            "\(path(context)) is something else"
        default: "it cannot be decoded"
        }
    }

    private static func path(_ context: DecodingError.Context) -> String {
        context.codingPath.isEmpty ? "it" : context.codingPath.map(\.stringValue).joined(separator: ".")
    }
}

extension SamplePosition {
    /// Not before the beginning, nor after some centuries: reckoning with it cannot overflow.
    var isPlausible: Bool { (0...(1 << 48)).contains(samples) }
}
