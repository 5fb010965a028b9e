/// Where an effective value comes from; later cases come before earlier ones.
package enum SettingSource: Sendable, Equatable, CustomStringConvertible {
    case standard
    case preset(String)
    /// `turn.vad_aggressiveness` stands for several values.
    case aggressiveness(Int)
    case file(String, TextPlace)
    case environment(String)
    case flag(String)

    package var description: String {
        switch self {
        case .standard: "default"
        case .preset(let name): "preset \(name)"
        case .aggressiveness(let level): "vad_aggressiveness \(level)"
        case .file(let name, let place): "\(name):\(place.line)"
        case .environment(let name): name
        case .flag(let name): name
        }
    }
}

/// A value and where it comes from.
package struct SourcedValue: Sendable, Equatable {
    package var value: SettingValue
    package var source: SettingSource

    package init(_ value: SettingValue, _ source: SettingSource) {
        self.value = value
        self.source = source
    }
}
