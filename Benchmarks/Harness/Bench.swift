package import Realtime

/// What a benchmark is asked to do.
package struct BenchSettings: Sendable {
    /// Folder of recordings.
    package var data: String?
    package var clients = 1
    /// How eagerly turns are ended, in the protocol's words; `nil` is the server's default.
    package var eagerness: String?
    /// Recordings each client plays; `nil` is all.
    package var turns: Int?
    package var isQuick = false
    /// The port of a server that already runs on this machine; `nil` starts one.
    package var server: Int?
    /// Whether peers that are slow to measure are too.
    package var measuresPeers = false
    /// Where the endpoint benchmark writes the evidence it decides on.
    package var rows: String?
    /// Evidence written so before, to decide on instead of hearing recordings.
    package var evidence: String?
    package var home = EngineHome(path: ".deps")
    package var version = ""

    package init() {}
}

/// Why a benchmark could not run.
package struct BenchError: Error, Sendable, CustomStringConvertible {
    package let message: String
    /// Whether the command line, rather than the data, is at fault.
    package let isUsage: Bool

    init(_ message: String, isUsage: Bool = false) {
        self.message = message
        self.isUsage = isUsage
    }

    package var description: String { message }
}

/// The benchmarks there are.
package enum Bench {
    package static let names = [
        "turn", "endpoint", "bargein", "stt", "vad", "startup", "crowd", "websocket", "spans", "metrics",
    ]

    /// - Parameter progress: gets a line now and then.
    package static func run(_ name: String, _ settings: BenchSettings, progress: @escaping @Sendable (String) -> Void) async throws
        -> BenchReport
    {
        switch name {
        case "turn": try await TurnBench(settings: settings, progress: progress).run()
        case "stt": try await RecognitionBench(settings: settings, progress: progress).run()
        case "vad": try await VoiceActivityBench(settings: settings, progress: progress).run()
        case "bargein": try await BargeInBench(settings: settings, progress: progress).run()
        case "endpoint": try await EndpointBench(settings: settings, progress: progress).run()
        case "crowd": try await CrowdBench(settings: settings, progress: progress).run()
        case "spans": SpanBench(settings: settings).run()
        case "metrics": MetricsBench(settings: settings).run()
        case "websocket": try await WebSocketBench(settings: settings, progress: progress).run()
        case "startup": try await StartupBench(settings: settings, progress: progress).run()
        default: throw BenchError("there is no benchmark \"\(name)\": use one of \(names.joined(separator: ", ")).", isUsage: true)
        }
    }
}
