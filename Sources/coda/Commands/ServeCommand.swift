internal import Glibc
internal import Network
internal import Realtime
internal import Resources
internal import Telemetry
internal import Transport

enum ServeCommand: Command {
    static let name = "serve"
    static let summary = "start the server: the page, and the OpenAI Realtime protocol"
    static let help = """
        Usage: coda serve [--host ADDRESS] [--port PORT] [--slots N] [--keys FILE]

        Examples:
          coda serve                     http://127.0.0.1:8642/ and ws://127.0.0.1:8642/v1/realtime
          coda serve --port 0            the kernel chooses a free port; it is printed
          coda serve --host 0.0.0.0 --keys keys.txt
                                         for other machines, whoever has a key (docs/security.md)
          coda serve --slots 6           up to six people speaking at the same moment

        Options:
          --host ADDRESS   address to listen at (default 127.0.0.1: this machine only)
          --port PORT      0 to 65535 (default 8642, or CODA_PORT)
          --slots N        recogniser slots, about 88 MB each (default 4)
          --keys FILE      who may come in from elsewhere; coda keys makes it. An address but loopback needs it
          --require-keys   this machine's own clients need a key too: for a reverse proxy here
          --allow-origin LIST
                           origins of web pages that may connect beside Coda's own, with commas between; * is every page
          --insecure-no-keys
                           everyone who reaches the address is let in: only behind something that checks them

        Doors: /            the page to talk to Coda
               /healthz     200 while the process lives
               /readyz      200 once the engines are loaded, 503 before and while stopping
               /v1/realtime WebSocket, OpenAI Realtime events (docs/protocol.md)
               /v1/realtime/client_secrets
                            POST: a short-lived secret for a page or an app

        SIGTERM or Ctrl-C lets replies under way end, then stops; a second one stops at once.
        """
    static let options: [Arguments.Option] = [
        .value("--host"), .value("--port"), .value("--slots"), .value("--keys"), .value("--allow-origin"), .flag("--require-keys"),
        .flag("--insecure-no-keys"),
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
        let server: RealtimeServer
        do {
            server = try RealtimeServer(configuration: configuration, policy: policy(arguments))
        } catch {
            switch error {
            case .fileUnusable, .lineBroken: throw CommandLineError(.input, error.description)
            default: throw CommandLineError(.usage, error.description)
            }
        }
        for warning in server.warnings { Terminal.say("coda: \(warning)") }
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

    private static func policy(_ arguments: Arguments) -> DoorPolicy {
        var policy = DoorPolicy()
        policy.keysFile = arguments.value("--keys")
        policy.requiresKeys = arguments.has("--require-keys")
        policy.servesAnyone = arguments.has("--insecure-no-keys")
        policy.allowedOrigins = arguments.value("--allow-origin")?.split(separator: ",").map { $0.filter { $0 != " " } } ?? []
        return policy
    }

    private static func defaultPort() throws -> Int {
        guard let text = unsafe getenv("CODA_PORT").map({ unsafe String(cString: $0) }) else { return 8_642 }
        guard let port = Int(text), (0...65_535).contains(port) else {
            throw CommandLineError(.usage, "CODA_PORT must be a port from 0 to 65535, not \"\(text)\".")
        }
        return port
    }
}
