import Glibc
import Synchronization
import Testing
import Tools
import Wire

struct MCPChildTests {
    private struct Seen {
        var lines: [MCPMessage] = []
        var failure: MCPFailure?
    }

    /// What a program said until its end; `act` is called with each message.
    private static func talk(
        _ command: String, _ arguments: [String], environment: [String: String] = [:],
        act: @escaping @Sendable (MCPChildTransport, MCPMessage) -> Void = { _, _ in }
    ) async -> ([MCPMessage], MCPFailure?, String) {
        let transport = MCPChildTransport(command, arguments, environment: environment, folder: nil)
        let seen = Mutex(Seen())
        let failure = await withCheckedContinuation { continuation in
            transport.open { arrival in
                switch arrival {
                case .message(let message):
                    seen.withLock { $0.lines.append(message) }
                    act(transport, message)
                case .closed(let failure): continuation.resume(returning: failure)
                case .garbage, .lost: break
                }
            }
        }
        return (seen.withLock { $0.lines }, failure, transport.diagnostics)
    }

    private static let note = #"{"jsonrpc":"2.0","method":"note"}"#

    @Test("a program's messages arrive, its log does not disturb them, and its end is told with its status")
    func ends() async {
        let (messages, failure, errors) = await Self.talk("sh", ["-c", "echo hello; echo '\(Self.note)'; echo why >&2; exit 3"])
        #expect(messages == [.notification(method: "note", parameters: [:])])
        #expect(failure == .closed("it ended with status 3"))
        #expect(errors == "why\n")
    }

    @Test("a program that is not there is told so")
    func missing() async {
        let (_, failure, _) = await Self.talk("/no/such/program", [])
        #expect(failure == .unreachable("/no/such/program could not be started: No such file or directory"))
    }

    @Test("a program gets only the variables that it needs and those that its owner gives it")
    func environment() async {
        unsafe setenv("CODA_TEST_SECRET", "s", 1)
        let script = #"printf '{"jsonrpc":"2.0","method":"%s"}\n' "$OWN,$CODA_TEST_SECRET,${PATH:+path}""#
        let (messages, _, _) = await Self.talk("sh", ["-c", script], environment: ["OWN": "own"])
        #expect(messages == [.notification(method: "own,,path", parameters: [:])])
    }

    @Test("when it is closed, a program that will not end is ended, with everything it started")
    func stubborn() async throws {
        // The child of the program is in its group, ignores what it is asked, and holds its streams.
        let script = #"trap '' TERM; sleep 1000 & printf '{"jsonrpc":"2.0","id":%d,"method":"pid"}\n' $!; while :; do wait; done"#
        let (messages, failure, _) = await Self.talk("sh", ["-c", script]) { transport, _ in transport.close {} }
        #expect(failure == .closed("the connection was closed"))
        guard case .request(.number(let child), _, _) = try #require(messages.first) else { return }
        // It was killed with its group; until it is reaped by its new parent it may still be a zombie.
        let state = try? TextOfFile.read("/proc/\(child)/stat").split(separator: ")").last?.split(separator: " ").first
        #expect(state == nil || state == "Z" || state == "X")
    }
}

private enum TextOfFile {
    struct Missing: Error {}

    static func read(_ path: String) throws -> String {
        guard let file = unsafe fopen(path, "re") else { throw Missing() }
        defer { unsafe fclose(file) }
        var bytes = [UInt8](repeating: 0, count: 4_096)
        let count = unsafe fread(&bytes, 1, bytes.count, file)
        return String(decoding: bytes.prefix(count), as: UTF8.self)
    }
}
