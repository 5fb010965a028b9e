internal import Audio
internal import Glibc
internal import Network
internal import Realtime
internal import Telemetry
internal import Wire

enum DoctorCommand: Command {
    static let name = "doctor"
    static let summary = "check this installation, and say how to mend what is wrong"
    static let guide: Guide? = Guide(
        usage: ["[--json]"],
        examples: [
            Guide.Entry("coda doctor", "every check, and the cure for each fault"),
            Guide.Entry("coda doctor --json", "one object: {schema, checks: [{name, ok, detail, cure}]}"),
        ],
        notes: [.text("Exit status 0 where all is well, 4 where anything is not.")])
    static let options: [Arguments.Option] = [.flag("--json", summary: "one JSON object with every check")]

    struct Check {
        let name: String
        let isOK: Bool
        let detail: String
        var cure = ""
    }

    static func run(_ arguments: Arguments) async throws {
        guard arguments.positional.isEmpty else { throw CommandLineError(.usage, "coda doctor takes no files.") }
        let home = EngineHome.locate()
        var checks = files(in: home)
        checks.append(cores())
        checks.append(port(8_642))
        if home.missing.isEmpty { checks += await turn(home) }
        show(checks, asJSON: arguments.has("--json"))
        let faults = checks.count { !$0.isOK }
        guard faults == 0 else { throw CommandLineError(.engine, "\(faults) fault\(faults == 1 ? "" : "s") found.") }
    }

    private static func files(in home: EngineHome) -> [Check] {
        let missing = home.missing
        guard !missing.isEmpty else { return [Check(name: "models", isOK: true, detail: "all there, in \(home.path)")] }
        return missing.map {
            Check(
                name: "models", isOK: false, detail: "\($0) is missing or not readable",
                cure: "run make models in Coda's folder, or name a complete folder in CODA_HOME")
        }
    }

    private static func cores() -> Check {
        let count = sysconf(Int32(_SC_NPROCESSORS_ONLN))
        return Check(
            name: "processor", isOK: count >= 1, detail: "\(count) core\(count == 1 ? "" : "s"); two serve about five speakers at once")
    }

    private static func port(_ port: Int) -> Check {
        var configuration = ServerConfiguration()
        configuration.port = port
        let server = HTTPServer(configuration: configuration, handler: NoDoors())
        defer { server.stop() }
        do {
            _ = try server.start()
            return Check(name: "port \(port)", isOK: true, detail: "free")
        } catch {
            return Check(
                name: "port \(port)", isOK: true, detail: "in use, perhaps by Coda itself",
                cure: "where coda serve must run too: coda serve --port 0")
        }
    }

    /// The proof of the pudding: Coda asks itself something aloud and listens to it.
    private static func turn(_ home: EngineHome) async -> [Check] {
        do {
            let stopwatch = Stopwatch()
            var options = EngineOptions()
            options.recognizerSlots = 1
            let engines = try await Engines.load(from: home, options: options)
            let loaded = Check(name: "engines", isOK: true, detail: "loaded in \(Int(stopwatch.milliseconds)) ms")
            let turn = OneTurn(engines)
            let typed = try await turn.answer(.text("what time is it"))
            let spoken = try await turn.answer(.sound(typed.sound))
            let isHeard = spoken.transcript?.isEmpty == false && !spoken.sound.samples.isEmpty
            return [
                loaded,
                Check(
                    name: "a spoken turn", isOK: isHeard,
                    detail: isHeard ? "Coda heard its own voice and answered" : "Coda did not hear its own voice",
                    cure: isHeard ? "" : "run make clean models, then try again"),
            ]
        } catch {
            return [Check(name: "engines", isOK: false, detail: "\(error)", cure: "run make clean models, then try again")]
        }
    }

    private static func show(_ checks: [Check], asJSON: Bool) {
        if asJSON {
            let list = checks.map { check -> JSONValue in
                ["name": .string(check.name), "ok": .bool(check.isOK), "detail": .string(check.detail), "cure": .string(check.cure)]
            }
            return Terminal.print((["schema": "coda.doctor/1", "checks": .array(list)] as JSONValue).text)
        }
        for check in checks {
            Terminal.print("\(check.isOK ? "ok   " : "FAULT") \(check.name.padded(to: 16))\(check.detail)")
            if !check.cure.isEmpty { Terminal.print("      \("".padded(to: 16))\(check.isOK ? "note: " : "cure: ")\(check.cure)") }
        }
    }
}

/// A server with nothing behind it, to see whether a port is free.
private final class NoDoors: ServerHandler {
    private func gone() -> HTTPResponse { HTTPResponse(status: 404, body: []) }

    func respond(to request: HTTPRequest) -> HTTPResponse { gone() }
    func admit(_ request: HTTPRequest) -> WebSocketAdmission { .refuse(gone()) }
    func opened(_ connection: any WebSocketConnection, for request: HTTPRequest) -> any WebSocketReceiver { NoReceiver() }
}

private final class NoReceiver: WebSocketReceiver {
    func received(_ message: WebSocketMessage) {}
    func closed(code: UInt16?) {}
}
