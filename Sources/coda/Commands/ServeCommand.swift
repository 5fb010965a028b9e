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
        Usage: coda serve [--host ADDRESS] [--port PORT] [--slots N]

        Examples:
          coda serve                     http://127.0.0.1:8642/ and ws://127.0.0.1:8642/v1/realtime
          coda serve --port 0            the kernel chooses a free port; it is printed
          coda serve --slots 6           up to six people speaking at the same moment

        Options:
          --host ADDRESS   address to listen at (default 127.0.0.1: this machine only)
          --port PORT      0 to 65535 (default 8642, or CODA_PORT)
          --tls-certificate FILE, --tls-key FILE
                           serve https:// and wss:// with this certificate chain and its key (PEM); a changed file is read again
          --slots N        recogniser slots, about 88 MB each (default 4)

        Doors: /            the page to talk to Coda
               /healthz     200 while the process lives
               /readyz      200 once the engines are loaded, 503 before and while stopping
               /v1/realtime WebSocket, OpenAI Realtime events (docs/protocol.md)

        SIGTERM or Ctrl-C lets replies under way end, then stops; a second one stops at once.
        """
    static let options: [Arguments.Option] = [
        .value("--host"), .value("--port"), .value("--slots"), .value("--tls-certificate"), .value("--tls-key"),
    ]

    static func run(_ arguments: Arguments) async throws {
        guard arguments.positional.isEmpty else { throw CommandLineError(.usage, "coda serve takes no files. See: coda serve --help") }
        let stopwatch = Stopwatch()
        let signals = StopSignals()
        var configuration = ServerConfiguration()
        configuration.host = arguments.value("--host") ?? "127.0.0.1"
        configuration.tls = try tlsFiles(arguments)
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
        let secure = configuration.tls == nil ? "" : "s"
        Terminal.print("Talk to it:  http\(secure)://\(address):\(port)/")
        Terminal.print("Realtime:    ws\(secure)://\(address):\(port)/v1/realtime")

        await signals.first()
        Terminal.say("Stopping: replies under way are finished first; press Ctrl-C again to stop at once.")
        await server.drain()
    }

    private static func tlsFiles(_ arguments: Arguments) throws -> TLSFiles? {
        switch (arguments.value("--tls-certificate"), arguments.value("--tls-key")) {
        case (nil, nil): return nil
        case (let certificate?, let key?): return TLSFiles(certificateChain: certificate, key: key)
        default: throw CommandLineError(.usage, "--tls-certificate and --tls-key belong together: give both.")
        }
    }

    private static func defaultPort() throws -> Int {
        guard let text = unsafe getenv("CODA_PORT").map({ unsafe String(cString: $0) }) else { return 8_642 }
        guard let port = Int(text), (0...65_535).contains(port) else {
            throw CommandLineError(.usage, "CODA_PORT must be a port from 0 to 65535, not \"\(text)\".")
        }
        return port
    }
}
