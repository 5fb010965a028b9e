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
        guard let value = try? JSONValue.parse(Array(line)) else { throw .line(number, message: "this is not JSON.") }
        if let text = value["end"]?.string {
            guard let ending = RecordingEnding(rawValue: text) else { throw .line(number, message: "there is no end such as this.") }
            return ending
        }
        guard let time = value["t"]?.integer else { throw .line(number, message: "the time (t) is missing.") }
        if let text = value["r"]?.string {
            try readRun(text, number, into: &steps)
        } else if let event = value["e"], let effects = value["f"]?.array {
            run.pass(SessionTime(Int64(time)))
            steps.append(
                Recording.Step(time: SessionTime(Int64(time)), event: try self.event(event, number), effects: effects, line: number))
        } else {
            throw .line(number, message: "a step needs an event (e) and what was decided (f), or is a run (r).")
        }
        return nil
    }

    private mutating func readRun(_ text: String, _ number: Int, into steps: inout [Recording.Step]) throws(RecordingError) {
        var rest = Array(text.utf8)[...]
        while !rest.isEmpty {
            let place = text.utf8.count - rest.count + 1
            guard let step = run.next(&rest) else { throw .line(number, message: "the run cannot be read from its character \(place) on.") }
            steps.append(
                Recording.Step(time: step.time, event: step.event, effects: step.effects.map { EffectText.value(of: $0) }, line: number))
        }
    }

    private func event(_ value: JSONValue, _ number: Int) throws(RecordingError) -> Event {
        var value = value
        if let settings = value["configure"]?["_0"] { value = ["configure": ["_0": Self.completed(settings)]] }
        do { return try decoder.decode(Event.self, from: Data(value.bytes)) } catch {
            throw .line(number, message: "this Coda does not know such an event: \(Self.reason(error)).")
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
