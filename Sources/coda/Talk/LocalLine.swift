internal import Realtime
internal import Resources
internal import Wire

/// A session in this process, in real time.
struct LocalLine: TalkLine {
    private let session: RealtimeSession

    /// Loads the engines, and serves the session while `body` talks to it.
    static func open(_ mailbox: TalkMailbox, _ body: (LocalLine) async throws -> Void) async throws {
        let loaded = try await AssistantEngines.load(saysDues: true)
        let engines = loaded.engines
        var options = SessionOptions()
        options.sendsBinaryAudio = true
        options.sendsCodaEvents = true
        let session = RealtimeSession(id: "talk", engines: engines, options: options, output: MailboxOutput(mailbox: mailbox))
        let ticker = Ticker()
        ticker.add(session)
        ticker.start()
        async let serving: Void = session.run()
        var failure: (any Error)?
        do { try await body(LocalLine(session: session)) } catch { failure = error }
        // The session ends with this, and so does `serving`.
        session.disconnect()
        await serving
        ticker.stop()
        await loaded.close()
        if let failure { throw failure }
    }

    func send(_ event: JSONValue) { _ = session.receive(event: event.bytes) }
    // A session that is five minutes behind has lost its machine; what does not fit is lost with it.
    func send(sound: [UInt8]) { _ = session.receive(sound: sound) }
}

/// Hands what a session says to the terminal.
private struct MailboxOutput: SessionOutput {
    let mailbox: TalkMailbox

    func send(event: [UInt8]) { mailbox.post(event: event) }
    func send(sound: [UInt8]) { mailbox.post(sound: sound) }
    func end(_ reason: SessionEnd) { mailbox.post(.closed("the session ended")) }
}
