import Configuration
import Dialogue
import Network
import Realtime
import Resources
import Telemetry
import Testing
import Transport
import Wire

@Suite struct SettingsEffectTests {
    /// Settings that `coda serve` uses by themselves.
    private static let elsewhere: Set<String> = [
        "preset", "server.session_threads", "server.drain_s", "recording.folder", "recording.audio", "log.level", "log.format",
        "telemetry.crash_folder",
        "alerts.webhook", "profile.level", "profile.folder", "profile.otlp_url",
        "reply.mode", "reply.cache", "reply.cache_entries", "reply.cache_kib", "reply.cache_s",
    ]
    /// Sections of the assistant, which the program puts together by itself.
    private static let elsewhereSections = ["intents.", "model.", "tools.", "mcp.", "memory.", "personality."]

    /// Everything the program makes of the settings.
    private struct Effect: Equatable {
        let server: ServerConfiguration
        let engines: EngineOptions
        let sessions: SessionDefaults
        let doors: DoorPolicy
        let alerts: AlertThresholds
        let headroom: HeadroomLimits

        init(_ settings: Settings) {
            server = settings.serverConfiguration
            engines = settings.engineOptions
            sessions = settings.sessionDefaults
            doors = settings.doorPolicy
            alerts = settings.alertThresholds
            headroom = settings.headroomLimits
        }
    }

    /// Values that are allowed and not the default.
    private func others(than setting: Setting) -> [SettingValue] {
        let values: [SettingValue] =
            switch setting.kind {
            case .integer(let range): [.integer(range.lowerBound), .integer(range.upperBound)]
            case .oneOf(let numbers): numbers.map { .integer($0) }
            case .number(let range): [.number(range.lowerBound), .number(range.upperBound)]
            case .flag: [.flag(true), .flag(false)]
            case .text: [.text("other")]
            case .choice(let words): words.map { .text($0) }
            case .list: [.list(["other"])]
            }
        return values.filter { $0 != setting.standard }
    }

    @Test("every setting changes what the program is given", arguments: Catalogue.settings.map(\.path))
    func effects(path: String) throws {
        let setting = try #require(Catalogue.setting(path))
        let standard = Effect(EffectiveSettings().settings)
        for value in others(than: setting) {
            // Aggressiveness works through the values it stands for, as the preset does.
            let changed = Effect(EffectiveSettings([[path: SourcedValue(value, .flag("test"))]]).settings) != standard
            let isElsewhere = Self.elsewhere.contains(path) || Self.elsewhereSections.contains { path.hasPrefix($0) }
            let isExpected = path == "preset" ? value != .text("balanced") : !isElsewhere
            #expect(changed == isExpected, "\(value)")
        }
    }

    @Test("the defaults of the settings are those of the program's parts")
    func defaults() {
        var configuration = ServerConfiguration()
        configuration.port = 8_642
        #expect(Settings().serverConfiguration == configuration)
        #expect(Settings().engineOptions == EngineOptions())
        #expect(Settings().doorPolicy == DoorPolicy())
        var defaults = SessionDefaults()
        defaults.configuration.voice = "slt"
        #expect(Settings().sessionDefaults == defaults)
    }

    @Test("each value reaches its own place")
    func places() {
        var settings = Settings()
        settings.server.maximumQueuedKiB = 64
        settings.server.keepAliveTimeoutSeconds = 7
        settings.recognizer.queuePerSlot = 9
        settings.synthesizer.cacheKiB = 1
        settings.turn.starvationMilliseconds = 111
        settings.turn.longestTurnSeconds = 33
        settings.turn.detection = "silence"
        settings.turn.silenceDurationMilliseconds = 222
        #expect(settings.serverConfiguration.maximumQueuedBytes == 65_536)
        #expect(settings.serverConfiguration.keepAliveTimeout == .seconds(7))
        #expect(settings.engineOptions.recognizerQueuePerSlot == 9)
        #expect(settings.engineOptions.synthesizerCacheSamples == 512)
        #expect(settings.sessionDefaults.conversation.starvation == .milliseconds(111))
        #expect(settings.sessionDefaults.conversation.longestTurn == .seconds(33))
        #expect(
            settings.sessionDefaults.configuration.turnDetection
                == .serverVAD(threshold: 0.5, prefixPadding: 300, silence: 222, idleTimeout: nil))
    }
}
