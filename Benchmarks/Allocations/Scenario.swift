internal import Audio
internal import FoundationEssentials
internal import Realtime
internal import ScriptedEngines
internal import Wire

/// A stretch of a session's life in which allocations are counted, frame by frame.
struct Scenario {
    let name: String
    /// What the client asks for before.
    var isBinary = true
    var isSpoken = false
    /// What is asked in text and answered at length, where the reply's sound is to be counted.
    var isAnswered = false

    /// Longer than the sound that a turn is remembered by.
    static let warmUp = 600
    static let frames = 400

    static let all = [
        Scenario(name: "silence"), Scenario(name: "speech", isSpoken: true), Scenario(name: "reply", isAnswered: true),
        Scenario(name: "silence_json", isBinary: false), Scenario(name: "speech_json", isBinary: false, isSpoken: true),
        Scenario(name: "reply_json", isBinary: false, isAnswered: true),
    ]

    /// Allocations in all of `frames`, once the session is warm.
    func count(keepsPlaces: Bool) async -> Int {
        var options = SessionOptions()
        options.sendsBinaryAudio = isBinary
        let session = RealtimeSession(
            id: "allocations", engines: .scripted(), options: options, clock: .simulated(wallStart: 1_700_000_000), output: NoOutput())
        await session.start()
        if isAnswered { await ask(session) }
        // 24 kHz, the protocol's rate.
        let amplitude: Int16 = isSpoken ? 8_000 : 0
        let sound = PCM16.encode((0..<480).map { $0 % 40 < 20 ? amplitude : -amplitude })
        let event = (["type": "input_audio_buffer.append", "audio": .string(Data(sound).base64EncodedString())] as JSONValue).bytes
        let count = await session.countAllocations(sound: isBinary ? sound : nil, event: event, keepsPlaces: keepsPlaces)
        session.disconnect()
        await session.settle()
        return count
    }

    /// A question whose answer lasts longer than the scenario.
    private func ask(_ session: RealtimeSession) async {
        let text = String(repeating: "aeiou", count: 80)
        let content: JSONValue = [["type": "input_text", "text": .string(text)]]
        let events: [JSONValue] = [
            ["type": "conversation.item.create", "item": ["type": "message", "role": "user", "content": content]],
            ["type": "response.create"],
        ]
        for event in events { _ = session.receive(event: event.bytes) }
        await session.settle()
    }
}

extension RealtimeSession {
    /// What frames allocate once the session is warm. Counted in here, so that the way in and out does not count.
    fileprivate func countAllocations(sound: [UInt8]?, event: [UInt8], keepsPlaces: Bool) async -> Int {
        await feed(Scenario.warmUp, from: 0, sound: sound, event: event)
        Allocations.begin(keepsPlaces: keepsPlaces)
        await feed(Scenario.frames, from: Scenario.warmUp, sound: sound, event: event)
        return Allocations.end()
    }

    /// Lets frames of 20 ms arrive, one after another, and as much time pass.
    ///
    /// Inside the session, as its own loop is: what a wake-up from another thread costs is the language's, and is counted by `wake-up`.
    private func feed(_ frames: Int, from first: Int, sound: [UInt8]?, event: [UInt8]) async {
        for frame in first..<first + frames {
            _ = if let sound { receive(sound: sound) } else { receive(event: event) }
            await handleArrived()
            await advance(to: SessionTime(Int64(frame + 1) * 320))
            await handleArrived()
        }
    }
}
