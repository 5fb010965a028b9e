internal import FoundationEssentials
internal import Wire

/// Events and effects as recordings tell them.
enum EffectText {
    static func value(of effect: some Encodable) -> JSONValue {
        guard let data = try? RecordedLine.encoder().encode(effect), let value = try? JSONValue.parse([UInt8](data)) else { return .null }
        return value
    }
}
