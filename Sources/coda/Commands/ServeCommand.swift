internal import Glibc
internal import Network
internal import Realtime
internal import Resources
internal import Telemetry
internal import Transport

enum ServeCommand: Command {
    static let name = "serve"
    static let summary = "start the server: the page, and the OpenAI Realtime protocol"
    static let guide: Guide? = Guide(
        usage: ["[--host ADDRESS] [--port PORT] [--slots N]"],
        examples: [
            Guide.Entry("coda serve", "http://127.0.0.1:8642/ and ws://127.0.0.1:8642/v1/realtime"),
            Guide.Entry("coda serve --port 0", "the kernel chooses a free port; it is printed"),
            Guide.Entry("coda serve --slots 6", "up to six people speaking at the same moment"),
        ],
        notes: [
            .list(
                "Doors",
                [
                    Guide.Entry("/", "the page to talk to Coda"), Guide.Entry("/healthz", "200 while the process lives"),
                    Guide.Entry("/readyz", "200 once the engines are loaded, 503 before and while stopping"),
                    Guide.Entry("/v1/realtime", "WebSocket, OpenAI Realtime events (docs/protocol.md)"),
                ]), .text("SIGTERM or Ctrl-C lets replies under way end, then stops; a second one stops at once."),
        ])
    static let options: [Arguments.Option] = [
        .value("--host", form: .text("ADDRESS"), summary: "address to listen at", default: "127.0.0.1: this machine only"),
        .value("--port", form: .number("PORT"), summary: "0 to 65535", default: "8642, or CODA_PORT"),
        .value("--slots", form: .number("N"), summary: "recogniser slots, about 88 MB each", default: "4"),
    ]

    static func run(_ arguments: Arguments) async throws {
        guard arguments.positional.isEmpty else { throw CommandLineError(.usage, "coda serve takes no files. See: coda serve --help") }
        let stopwatch = Stopwatch()
        let signals = StopSignals()
        var configuration = ServerConfiguration()
        configuration.host = arguments.value("--host") ?? "127.0.0.1"
        configuration.port = try arguments.integer("--port", in: 0...65_535, default: defaultPort())
        var engineOptions = EngineOptions()
        engineOptions.recognizerSlots = try arguments.integer("--slots", in: 1...64, default: engineOptions.recognizerSlots)

        NetworkLog.send { Terminal.say("coda: network: \($0)") }
        let server = RealtimeServer(configuration: configuration)
        let port: Int
        do { port = try server.start() } catch { throw CommandLineError(.network, "\(error)") }
        do {
            server.ready(try await Engines.load(from: EngineHome.locate(), options: engineOptions))
        } catch {
            server.stop()
            throw CommandLineError(.engine, error.description)
        }
        let address = configuration.host.contains(":") ? "[\(configuration.host)]" : configuration.host
        Terminal.print("Coda \(Version.number) is ready after \(Int(stopwatch.milliseconds)) ms.")
        Terminal.print("Talk to it:  http://\(address):\(port)/")
        Terminal.print("Realtime:    ws://\(address):\(port)/v1/realtime")

        await signals.first()
        Terminal.say("Stopping: replies under way are finished first; press Ctrl-C again to stop at once.")
        await server.drain()
    }

    private static func defaultPort() throws -> Int {
        guard let text = unsafe getenv("CODA_PORT").map({ unsafe String(cString: $0) }) else { return 8_642 }
        guard let port = Int(text), (0...65_535).contains(port) else {
            throw CommandLineError(.usage, "CODA_PORT must be a port from 0 to 65535, not \"\(text)\".")
        }
        return port
    }
}
