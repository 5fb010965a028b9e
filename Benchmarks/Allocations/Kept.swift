internal import Audio
internal import Realtime
internal import ScriptedEngines
internal import Wire

/// What is in use after many turns that was not before them: nothing may be kept for each.
///
/// The language's runtime keeps up to 1,024 spare blocks for each of its threads as it likes, so there are more turns than those of three.
enum Kept {
    /// Blocks more, by name of what went on.
    static let all = [(name: "kept_by_turns", count: byTurns), (name: "kept_by_sessions", count: bySessions)]

    /// Rounds of three turns: the store of items is full before the first look.
    private static let warmUp = 100
    private static let rounds = 1_300
    private static let sessions = 1_200

    /// One session in which somebody types, interrupts and speaks.
    private static func byTurns() async -> Int {
        var visit = await Visit()
        await visit.takeTurns(rounds: warmUp)
        let before = Allocations.liveBlocks
        await visit.takeTurns(rounds: rounds)
        let after = Allocations.liveBlocks
        await visit.end()
        return after - before
    }

    /// Sessions that come and go.
    private static func bySessions() async -> Int {
        await comeAndGo(warmUp)
        let before = Allocations.liveBlocks
        await comeAndGo(sessions)
        return Allocations.liveBlocks - before
    }

    private static func comeAndGo(_ count: Int) async {
        for _ in 0..<count {
            var visit = await Visit()
            await visit.beginTurn()
            await visit.end()
        }
    }
}

/// One session and the client at its other end, on a clock of their own.
private struct Visit {
    private let session: RealtimeSession
    private var now = SessionTime.zero

    private static let tone = PCM16.encode((0..<480).map { $0 % 40 < 20 ? 8_000 : -8_000 })
    private static let silence = [UInt8](repeating: 0, count: 960)

    init() async {
        var options = SessionOptions()
        options.sendsBinaryAudio = true
        session = RealtimeSession(
            id: "kept", engines: .scripted(synthesizer: CountingSynthesizer()), options: options,
            clock: .simulated(wallStart: 1_700_000_000), output: NoOutput())
        await session.start()
    }

    /// A typed turn, one that is cancelled, and a spoken one, again and again.
    mutating func takeTurns(rounds: Int) async {
        for round in 0..<rounds {
            await ask("\(round % 10)")
            await hear(Self.silence, frames: 15)
            await beginTurn()
            await send(["type": "response.cancel"])
            await hear(Self.tone, frames: 20)
            await hear(Self.silence, frames: 60)
        }
    }

    /// A typed turn that has just begun to be answered.
    mutating func beginTurn() async {
        await ask("a longer one")
        await hear(Self.silence, frames: 5)
    }

    func end() async {
        session.disconnect()
        await session.settle()
    }

    private func ask(_ text: String) async {
        let content: JSONValue = [["type": "input_text", "text": .string(text)]]
        await send(["type": "conversation.item.create", "item": ["type": "message", "role": "user", "content": content]])
        await send(["type": "response.create"])
    }

    private func send(_ event: JSONValue) async {
        _ = session.receive(event: event.bytes)
        await session.settle()
    }

    /// Lets so many frames of 20 ms arrive, and as much time pass.
    private mutating func hear(_ sound: [UInt8], frames: Int) async {
        for _ in 0..<frames {
            _ = session.receive(sound: sound)
            await session.settle()
            now = now + 320
            await session.advance(to: now)
            await session.settle()
        }
    }
}
