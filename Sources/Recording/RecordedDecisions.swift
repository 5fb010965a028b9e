internal import Audio
internal import Dialogue
internal import FoundationEssentials
internal import Wire

/// What was decided about a recorded event.
///
/// Effects are never read back as values: a recording must outlive effects that were renamed. They are compared as they are written.
enum RecordedDecisions: Sendable {
    /// From a run.
    case effects([Effect])
    /// The whole line of the step.
    case line(ArraySlice<UInt8>)

    /// As JSON.
    var values: [JSONValue] {
        switch self {
        case .effects(let effects): effects.map { EffectText.value(of: $0) }
        case .line(let line): (try? JSONValue.parse(Array(line)))?["f"]?.array ?? []
        }
    }

    /// Whether what is decided now is the same.
    func agree(with effects: [Effect], about step: Recording.Step, _ encoder: JSONEncoder) -> Bool {
        switch self {
        case .effects(let recorded): return recorded == effects
        case .line(let line):
            // Nearly always the same bytes; another spelling of the same takes longer.
            let now = try? encoder.encode(RecordedLine.Whole(t: step.time.samples, e: step.event, f: effects))
            return now?.elementsEqual(line) == true || values == effects.map { EffectText.value(of: $0) }
        }
    }
}
