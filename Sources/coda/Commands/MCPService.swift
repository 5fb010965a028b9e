internal import Dialogue
internal import Glibc
internal import Resources
internal import Tools
internal import Wire

/// Serves one program over standard input and output, a message a line, until its end.
enum MCPService {
    /// Lines that may wait to be written.
    private static let capacity = 1_024

    static func run(_ host: MCPToolHost) async throws {
        let conversation = MCPServerConversation(
            MCPServerSession(identity: MCPOffer.identity), host: host,
            caller: MCPToolHost.Caller(account: ReplyCaller.localAccount, session: "stdio"))
        let writer = WorkerPool(name: "mcp-out", threads: 1, capacity: capacity)
        let send: @Sendable (JSONValue) -> Void = { answer in
            // Who asks a thousand times without reading gets no more answers.
            _ = writer.submit { Terminal.print(answer.text) }
        }
        let reading: @Sendable () -> Void = { read(conversation, send) }
        await onThread(named: "mcp-in", reading)
        await conversation.finish()
        await withCheckedContinuation { (continuation: CheckedContinuation<Void, Never>) in
            let isQueued = writer.submit { continuation.resume() }
            if !isQueued { continuation.resume() }
        }
    }

    /// Blocks until there is no more to read, or nobody who reads what we write.
    private static func read(_ conversation: MCPServerConversation, _ send: @escaping @Sendable (JSONValue) -> Void) {
        var lines = MCPLines(limit: MCPServerConversation.largestMessage)
        var buffer = [UInt8](repeating: 0, count: 64 << 10)
        while !Terminal.isOutputGone {
            let count = unsafe Glibc.read(STDIN_FILENO, &buffer, buffer.count)
            if count < 0, errno == EINTR { continue }
            guard count > 0 else { return }
            do throws(MCPLines.TooLong) {
                for line in try lines.push(buffer[..<count]) {
                    conversation.receive(line) { if let answer = $0 { send(answer) } }
                }
            } catch {
                send(MCPMessage.failure(nil, MCPError(.parse, "A message may have 1 MiB.")).json)
                return
            }
        }
    }
}
