internal import Glibc
internal import Network
internal import Resources
internal import Telemetry
internal import Wire

/// `bench websocket`: what the way from a client's socket to its session costs, in time, throughput and memory.
///
/// Against `coda serve` with keys: every connection is an authenticated Realtime session.
struct WebSocketBench {
    let settings: BenchSettings
    let progress: @Sendable (String) -> Void

    /// 2 ms of 16 kHz: as small as an echo's messages, so that messages are measured and not the neural network that hears them.
    private static let smallBytes = 64
    /// 20 ms of 16 kHz, as clients send it.
    private static let frameBytes = 640
    private static let floodConnections = 16
    private static let idleClients = 10_000
    private static let requestsPerSecond = 5_000
    private static let requestSessions = 50
    private static let format = #"{"type":"audio/pcm","rate":16000}"#
    private static let path = "/v1/realtime?audio=binary"

    private var rounds: Int { settings.isQuick ? 3 : 7 }
    private var floodTime: Duration { settings.isQuick ? .milliseconds(700) : .seconds(2) }

    func run() async throws -> BenchReport {
        guard DescriptorLimit.raise(to: Self.idleClients + 500) else {
            throw BenchError("\(Self.idleClients + 500) open files are needed: raise the limit with ulimit -n.")
        }
        return try await onThread(named: "bench") { try measure() }
    }

    private func measure() throws -> BenchReport {
        var report = BenchReport("websocket", settings)
        report.settings["flood_connections"] = .integer(Self.floodConnections)
        report.settings["small_bytes"] = .integer(Self.smallBytes)
        report.settings["frame_bytes"] = .integer(Self.frameBytes)
        report.settings["rounds"] = .integer(rounds)
        let keys = try KeyFile(accounts: ["bench", "crowd"])
        try measureIdle(keys, &report)
        try withServer(keys) { server in
            try measureSetUp(server, keys.key, &report)
            try measureLatency(server, keys.key, &report)
            try measureThroughput(server, keys.key, &report)
        }
        addNotes(&report)
        return report
    }

    private func withServer(_ keys: KeyFile, _ body: (ServerProcess) throws -> Void) throws {
        let server = try ServerProcess(
            slots: 2, keys: keys.path,
            environment: [
                "CODA_ACCESS_REQUIRE_KEYS=true", "CODA_ACCESS_SESSIONS_PER_ACCOUNT=10000", "CODA_SERVER_MESSAGES_PER_SECOND=100000",
                "CODA_SERVER_MESSAGE_BURST=1000000",
                // A rush of thousands who stay silent is what is measured.
                "CODA_ADMISSION_ENABLED=false",
            ])
        defer { server.stop() }
        try body(server)
    }

    /// An authenticated session whose microphone is 16 kHz; its first two answers are taken.
    private func open(_ server: ServerProcess, _ key: String) throws(BenchError) -> LoadSocket {
        let socket = try LoadSocket(port: server.port, path: Self.path, key: key)
        _ = try socket.message()
        let input = #"{"type":"session.update","session":{"type":"realtime","audio":{"input":{"format":"# + Self.format + "}}}}"
        try socket.send(LoadFrames.text(input))
        let answer = try socket.message()
        guard Self.isEvent("session.updated", answer) else {
            throw BenchError("a session refused its format: \(String(decoding: answer, as: UTF8.self))")
        }
        return socket
    }

    /// Whether the event's name is in the message, found without taking that apart: a client must cost little.
    private static func isEvent(_ name: StaticString, _ message: Span<UInt8>) -> Bool {
        let length = name.utf8CodeUnitCount
        guard message.count >= length else { return false }
        for start in 0...(message.count - length) where unsafe message[start] == name.utf8Start[0] {
            if (0..<length).allSatisfy({ unsafe message[start + $0] == name.utf8Start[$0] }) { return true }
        }
        return false
    }

    private static func isEvent(_ name: StaticString, _ message: [UInt8]) -> Bool { isEvent(name, message.span) }

    // MARK: Idle clients

    private func measureIdle(_ keys: KeyFile, _ report: inout BenchReport) throws {
        try withServer(keys) { server in
            // The first ones also pay for what all share.
            var sockets = try (0..<20).map { _ in try open(server, keys.keys[0]) }
            Pause.until(.now + .milliseconds(500))
            let before = ProcessFile.residentKilobytes(of: server.identifier)
            for _ in 0..<Self.idleClients { sockets.append(try open(server, keys.keys[1])) }
            let processor = ProcessFile.processorSeconds(of: server.identifier)
            Pause.until(.now + .seconds(1))
            report["idle_clients"] = Double(Self.idleClients)
            report["kb_per_client"] = (ProcessFile.residentKilobytes(of: server.identifier) - before) / Double(Self.idleClients)
            report["cpu_share.idle"] = ProcessFile.processorSeconds(of: server.identifier) - processor
            progress("\(Self.idleClients) idle sessions: \(Int(report["kb_per_client"] ?? 0)) KB each")
        }
    }

    // MARK: Set-up

    private func measureSetUp(_ server: ServerProcess, _ key: String, _ report: inout BenchReport) throws {
        var milliseconds: [Double] = []
        for number in 0..<(settings.isQuick ? 600 : 2_100) {
            let start = ContinuousClock.now
            let socket = try LoadSocket(port: server.port, path: Self.path, key: key)
            let first = try socket.message()
            let time = (ContinuousClock.now - start) / .milliseconds(1)
            guard Self.isEvent("session.created", first) else { throw BenchError("a session did not begin with session.created.") }
            // The first ones warm the server.
            if number >= 100 { milliseconds.append(time) }
        }
        report.add("setup_ms", milliseconds)
        progress("set-up measured")
    }

    // MARK: Latency

    private func measureLatency(_ server: ServerProcess, _ key: String, _ report: inout BenchReport) throws {
        let sockets = try (0..<Self.requestSessions).map { _ in try open(server, key) }
        let item =
            #"{"type":"conversation.item.create","item":{"id":"a","type":"message","role":"user","content":[{"type":"input_text","text":"hello"}]}}"#
        for socket in sockets {
            try socket.send(LoadFrames.text(item))
            while !Self.isEvent("conversation.item.done", try socket.message()) {}
        }
        let request = LoadFrames.text(#"{"type":"conversation.item.retrieve","item_id":"a"}"#)
        let isAnswer = { (message: Span<UInt8>) in Self.isEvent("conversation.item.retrieved", message) }
        _ = try PacedRequests(sessions: sockets.count, perSecond: Self.requestsPerSecond)
            .run(sockets, request, for: .milliseconds(500), isAnswer: isAnswer)
        let processor = ProcessFile.processorSeconds(of: server.identifier)
        let start = ContinuousClock.now
        let milliseconds = try PacedRequests(sessions: sockets.count, perSecond: Self.requestsPerSecond)
            .run(sockets, request, for: settings.isQuick ? .seconds(4) : .seconds(20), isAnswer: isAnswer)
        let seconds = (ContinuousClock.now - start) / .seconds(1)
        report["cpu_share.latency"] = (ProcessFile.processorSeconds(of: server.identifier) - processor) / seconds
        report.add("latency_ms", milliseconds)
        progress("latency measured")
    }

    // MARK: Throughput

    private func measureThroughput(_ server: ServerProcess, _ key: String, _ report: inout BenchReport) throws {
        let sockets = try (0..<Self.floodConnections).map { _ in try open(server, key) }
        var floods: [(name: String, plan: Flood.Plan)] = []
        for (suffix, bytes) in [("", Self.smallBytes), (".20ms", Self.frameBytes)] {
            let sound = LoadFrames.room(pieces: 64, bytes: bytes)
            floods.append(("binary_messages_per_s" + suffix, Self.soundPlan(sound.map { LoadFrames.binary($0) })))
            floods.append(("json_messages_per_s" + suffix, Self.soundPlan(sound.map { LoadFrames.text(LoadFrames.append($0)) })))
        }
        var echoes: [(name: String, process: EchoProcess, sockets: [LoadSocket])] = []
        for (name, command) in [("bare_echo", EchoProcess.bare)] + (settings.measuresPeers ? [("websockets_echo", EchoProcess.python)] : [])
        {
            guard let echo = try EchoProcess(command) else {
                report.notes.append("\(name) was not measured: \(command[0]) is not there; make bench-peers makes it")
                continue
            }
            let sockets = try (0..<Self.floodConnections).map { _ throws(BenchError) in try LoadSocket(port: echo.port, path: "/") }
            echoes.append((name, echo, sockets))
        }
        var rates: [String: [Double]] = [:]
        for _ in 0..<rounds {
            for (name, plan) in floods {
                try flood(name, plan, sockets, server.identifier, &rates)
                guard name.hasPrefix("json") else { continue }
                // The mark after the sound is not for an echo.
                var bare = plan
                bare.block.removeLast(Self.mark.count)
                bare.answers = bare.messages
                bare.isAnswer = { _ in true }
                for echo in echoes {
                    try flood(echo.name + name.dropFirst("json".count), bare, echo.sockets, echo.process.identifier, &rates)
                }
            }
        }
        for (name, values) in rates {
            let sorted = values.sorted()
            report[name] = Quantile.of(sorted, 0.5)
            guard !name.hasPrefix("cpu_share") else { continue }
            report[name + ".low"] = sorted.first
            report[name + ".high"] = sorted.last
        }
        if let json = report["json_messages_per_s"], let bare = report["bare_echo_messages_per_s"] {
            report["json_to_echo_share"] = json / bare
        }
        progress("throughput measured")
    }

    private static let mark = LoadFrames.text(#"{"type":"input_audio_buffer.clear"}"#)

    /// Sound, and after it an event that is answered once all of that was heard.
    private static func soundPlan(_ frames: [[UInt8]]) -> Flood.Plan {
        Flood.Plan(
            block: frames.flatMap { $0 } + mark, messages: frames.count, answers: 1,
            isAnswer: { isEvent("input_audio_buffer.cleared", $0) })
    }

    private func flood(
        _ name: String, _ plan: Flood.Plan, _ sockets: [LoadSocket], _ process: Int32, _ rates: inout [String: [Double]]
    ) throws {
        var flood = Flood(plan, sockets)
        let processor = ProcessFile.processorSeconds(of: process)
        let start = ContinuousClock.now
        let outcome = try flood.run(warmUp: .milliseconds(200), time: floodTime)
        let seconds = (ContinuousClock.now - start) / .seconds(1)
        rates[name, default: []].append(outcome.messagesPerSecond)
        rates["cpu_share.client." + name, default: []].append(outcome.processorShare)
        rates["cpu_share." + name, default: []].append((ProcessFile.processorSeconds(of: process) - processor) / seconds)
    }

    private func addNotes(_ report: inout BenchReport) {
        report.notes.append(
            "every connection to Coda is an authenticated Realtime session of coda serve; the load client runs in the measuring process, on the same cores, in one thread"
        )
        report.notes.append(
            "binary and json messages: sound of a quiet room at 16 kHz, \(Self.smallBytes) bytes (2 ms) of it a message, taken apart, handed to \(Self.floodConnections) sessions and heard by their voice activity, nothing left out; .20ms is the same with \(Self.frameBytes) bytes, where the neural network takes most of the time"
        )
        report.notes.append(
            "a message counts once an event sent behind it has been answered; each connection has at most 4 blocks of 64 messages under way. The bare echo gets the very bytes of the JSON messages, and each of them counts once it is back"
        )
        report.notes.append(
            "latency_ms: conversation.item.retrieve to conversation.item.retrieved, \(Self.requestsPerSecond) a second over \(Self.requestSessions) sessions, from the moment each was due"
        )
        report.notes.append(
            "setup_ms: from connect() over the upgrade with a key to the first session.created, one at a time, one closing as the next opens"
        )
        report.notes.append(
            "kb_per_client: growth of the server's resident memory, sessions and all, over \(Self.idleClients) authenticated sessions that were answered a session.update and are silent; the kernel's socket buffers are not in it"
        )
        for name in ["binary_messages_per_s", "json_messages_per_s", "bare_echo_messages_per_s"] {
            if let share = report["cpu_share.client." + name], share > 0.9 {
                report.notes.append("\(name): the load client was busy \(Int(share * 100)) % of the time and may be what bounds it")
            }
        }
    }
}
