/// One setting: what it is called, what it takes, what it is for.
package struct Setting: Sendable {
    /// When a changed value takes effect.
    package enum Reload: String, Sendable {
        /// On SIGHUP, for sessions that begin after it.
        case newSessions = "new sessions"
        /// When the server starts.
        case restart = "restart"
    }

    /// Section and key, such as `turn.minimum_silence_ms`.
    package let path: String
    package let kind: SettingKind
    package let standard: SettingValue
    package let reload: Reload
    /// One sentence or two: what it does, and why one would change it.
    package let reason: String
    /// What a person wrote for Coda alone: never in messages and logs.
    private(set) var isPrivate = false
    private let store: @Sendable (SettingValue, inout Settings) -> Void

    package var unit: SettingUnit { SettingUnit(path: path) }

    /// The environment variable that sets it.
    package var variable: String { "CODA_" + path.uppercased().map { $0 == "." ? "_" : String($0) }.joined() }

    package func set(_ value: SettingValue, in settings: inout Settings) { store(value, &settings) }

    /// Whether a value of it must not be shown.
    package func isHidden(_ value: SettingValue) -> Bool { isPrivate && value != standard }

    var asPrivate: Setting {
        var setting = self
        setting.isPrivate = true
        return setting
    }

    private init(
        _ path: String, _ kind: SettingKind, _ standard: SettingValue, _ reload: Reload, _ reason: String,
        store: @escaping @Sendable (SettingValue, inout Settings) -> Void
    ) {
        self.path = path
        self.kind = kind
        self.standard = standard
        self.reload = reload
        self.reason = reason
        self.store = store
    }
}

/// The kinds of lines of the catalogue; each default is the one of `Settings`.
extension Setting {
    typealias Place<Value> = WritableKeyPath<Settings, Value> & Sendable

    static func integer(_ path: String, _ place: any Place<Int>, _ range: ClosedRange<Int>, _ reload: Reload, _ reason: String) -> Setting {
        whole(path, place, .integer(range), reload, reason)
    }

    static func oneOf(_ path: String, _ place: any Place<Int>, _ numbers: [Int], _ reload: Reload, _ reason: String) -> Setting {
        whole(path, place, .oneOf(numbers), reload, reason)
    }

    private static func whole(_ path: String, _ place: any Place<Int>, _ kind: SettingKind, _ reload: Reload, _ reason: String) -> Setting {
        Setting(path, kind, .integer(Settings()[keyPath: place]), reload, reason) { value, settings in
            if case .integer(let value) = value { settings[keyPath: place] = value }
        }
    }

    static func number(
        _ path: String, _ place: any Place<Double>, _ range: ClosedRange<Double>, _ reload: Reload, _ reason: String
    ) -> Setting {
        Setting(path, .number(range), .number(Settings()[keyPath: place]), reload, reason) { value, settings in
            if case .number(let value) = value { settings[keyPath: place] = value }
        }
    }

    static func flag(_ path: String, _ place: any Place<Bool>, _ reload: Reload, _ reason: String) -> Setting {
        Setting(path, .flag, .flag(Settings()[keyPath: place]), reload, reason) { value, settings in
            if case .flag(let value) = value { settings[keyPath: place] = value }
        }
    }

    static func text(_ path: String, _ place: any Place<String>, maximumBytes: Int, _ reload: Reload, _ reason: String) -> Setting {
        words(path, place, .text(maximumBytes: maximumBytes), reload, reason)
    }

    static func choice(_ path: String, _ place: any Place<String>, _ choices: [String], _ reload: Reload, _ reason: String) -> Setting {
        words(path, place, .choice(choices), reload, reason)
    }

    private static func words(
        _ path: String, _ place: any Place<String>, _ kind: SettingKind, _ reload: Reload, _ reason: String
    ) -> Setting {
        Setting(path, kind, .text(Settings()[keyPath: place]), reload, reason) { value, settings in
            if case .text(let value) = value { settings[keyPath: place] = value }
        }
    }

    static func list(_ path: String, _ place: any Place<[String]>, maximumCount: Int, _ reload: Reload, _ reason: String) -> Setting {
        Setting(path, .list(maximumCount: maximumCount), .list(Settings()[keyPath: place]), reload, reason) { value, settings in
            if case .list(let value) = value { settings[keyPath: place] = value }
        }
    }
}
