internal import Dialogue
internal import FoundationEssentials
internal import Wire

/// Events and effects as recordings tell them.
enum EffectText {
    static func value(of effect: some Encodable) -> JSONValue {
        let encoder = JSONEncoder()
        encoder.nonConformingFloatEncodingStrategy = RecordedLine.notFinite
        guard let data = try? encoder.encode(effect), let value = try? JSONValue.parse([UInt8](data)) else { return .null }
        return value
    }
}
