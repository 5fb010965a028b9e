internal import Audio
internal import Realtime
internal import Wire

/// Two sessions that take turns, one of which may speak; when one has had its turns, it goes and another comes.
struct SoakLane {
    enum Kind: Sendable {
        case typed
        case cancelled
        case spoken
        /// Spoken over a reply.
        case over

        /// By a number from 0 to 99.
        init(_ draw: Int) {
            self =
                switch draw {
                case ..<2: .spoken
                case ..<4: .over
                case ..<12: .cancelled
                default: .typed
                }
        }
    }

    private struct Guest {
        let session: SoloSession
        var turnsLeft: Int
        /// Typed questions that got no reply.
        var missing = 0
    }

    let engines: Engines
    let recognizer: SteadyRecognizer
    let sounds: [[Int16]]
    let tally: SoakTally
    var numbers: SeededNumbers
    private var noise = RoomNoise(decibels: -65, seed: 1)

    /// Steps of 20 ms that a reply to a typed question is waited for: a minute.
    private static let patience = 3_000
    /// Steps that the reply to something spoken may take to begin: 4 s.
    private static let attention = 200
    /// Steps a reply has played when it is cancelled, or spoken over.
    private static let lead = 25

    init(engines: Engines, recognizer: SteadyRecognizer, sounds: [[Int16]], tally: SoakTally, numbers: SeededNumbers) {
        (self.engines, self.recognizer, self.sounds, self.tally, self.numbers) = (engines, recognizer, sounds, tally, numbers)
    }

    mutating func run() async throws {
        var speaking = await arrive(speaks: true)
        var typing = await arrive(speaks: false)
        while await tally.begin() {
            if numbers.below(2) == 0 {
                // Sound is for one session of a lane: twice as much of it there makes the same share of all.
                await turn(&speaking, Kind(numbers.below(100)))
                if speaking.turnsLeft == 0 {
                    await leave(speaking)
                    speaking = await arrive(speaks: true)
                }
            } else {
                await turn(&typing, numbers.below(100) < 8 ? .cancelled : .typed)
                if typing.turnsLeft == 0 {
                    await leave(typing)
                    typing = await arrive(speaks: false)
                }
            }
        }
        await leave(speaking)
        await leave(typing)
    }

    private mutating func arrive(speaks: Bool) async -> Guest {
        Guest(
            session: await SoloSession(engines, recognizer: speaks ? recognizer : nil, voice: "kal16"), turnsLeft: 20 + numbers.below(181))
    }

    private func leave(_ guest: Guest) async {
        await guest.session.end()
        await tally.left(errors: guest.session.seen.errors + guest.missing, interrupted: guest.session.seen.interrupted)
    }

    private mutating func turn(_ guest: inout Guest, _ kind: Kind) async {
        guest.turnsLeft -= 1
        var isAnswered = true
        switch kind {
        case .typed: if !(await type(guest.session)) { guest.missing += 1 }
        case .cancelled: await cancel(guest.session)
        case .spoken: isAnswered = await speak(guest.session)
        case .over:
            let session = guest.session
            await ask(session)
            for _ in 0..<Self.patience where session.seen.firstSound == nil && session.seen.isReplying { await session.pass() }
            for _ in 0..<Self.lead where session.seen.isReplying { await session.pass(hearing: noise.frame(SoloSession.frame)) }
            isAnswered = await speak(session)
        }
        await tally.ended(kind, isAnswered: isAnswered)
    }

    /// A question; its answer may have been given before, or never.
    private mutating func ask(_ session: SoloSession) async {
        await session.ask("what is \(numbers.below(90) + 10) plus \(numbers.below(90) + 10)")
    }

    /// Whether the reply came to its end.
    private mutating func type(_ session: SoloSession) async -> Bool {
        let replies = session.seen.replies
        await ask(session)
        for _ in 0..<Self.patience {
            if session.seen.replies > replies { return true }
            await session.pass()
        }
        return false
    }

    private mutating func cancel(_ session: SoloSession) async {
        await ask(session)
        for _ in 0..<Self.patience where session.seen.firstSound == nil && session.seen.isReplying { await session.pass() }
        for _ in 0..<Self.lead where session.seen.isReplying { await session.pass() }
        if session.seen.isReplying { await session.send(["type": "response.cancel"]) }
        await session.pass()
    }

    /// Says something and listens; whether what was said was answered.
    private mutating func speak(_ session: SoloSession) async -> Bool {
        let sound = sounds[numbers.below(sounds.count)]
        for start in stride(from: 0, to: sound.count, by: SoloSession.frame) {
            var frame = noise.frame(SoloSession.frame)
            for index in 0..<min(SoloSession.frame, sound.count - start) {
                frame[index] = Int16(clamping: Int(frame[index]) + Int(sound[start + index]))
            }
            await session.pass(hearing: frame)
        }
        let spoken = session.seen
        var isAnswered = false
        for step in 0..<Self.patience {
            let seen = session.seen
            if seen.replies > spoken.replies, !seen.isReplying { isAnswered = true }
            // A reply that was spoken over has ended too; another may be coming.
            if step >= Self.attention, !seen.isReplying { break }
            await session.pass(hearing: noise.frame(SoloSession.frame))
        }
        return isAnswered
    }
}
