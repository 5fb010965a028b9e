internal import Dialogue
internal import FoundationEssentials

/// The lines of a recording after its header. Names are short: they come often.
enum RecordedLine {
    /// A step with a line of its own.
    struct Whole: Encodable {
        let t: Int64
        let e: Event
        let f: [Effect]
    }

    /// Many small steps; `t` is the first one's time.
    struct Run: Encodable {
        let t: Int64
        let r: String
    }

    struct End: Encodable {
        let t: Int64
        let end: RecordingEnding
    }

    /// What may stand on a line; effects are left where they are.
    struct Read: Decodable {
        let t: Int64?
        let e: Event?
        let r: String?
        let end: RecordingEnding?
    }

    /// Writes every line.
    static func encoder() -> JSONEncoder {
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
        encoder.nonConformingFloatEncodingStrategy = notFinite
        return encoder
    }

    private static let notFinite = JSONEncoder.NonConformingFloatEncodingStrategy.convertToString(
        positiveInfinity: "inf", negativeInfinity: "-inf", nan: "nan")
    static let notFiniteRead = JSONDecoder.NonConformingFloatDecodingStrategy.convertFromString(
        positiveInfinity: "inf", negativeInfinity: "-inf", nan: "nan")
}
