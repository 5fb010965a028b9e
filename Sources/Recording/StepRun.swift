internal import Audio
internal import Dialogue

/// The steps that make up nearly all of a session, in a few characters each: time, sound that was heard, made, and sent.
///
/// A letter says what happened (`t` a tick, `h` heard, `v` a voice window, `s` sound synthesised, `l` its levels), `Digits` when and what: times and positions as distances from the
/// one before, probability and level as the bits of their floats. An `a` behind a step is sound sent, again told by what changed.
/// Writer and reader go through a whole recording with one value each.
struct StepRun: Sendable {
    private var time: Int64 = 0
    private var heard: Int64 = 0
    private var windowEnd: Int64 = 0
    private var response: Int64 = 0
    private var sent: Int64 = 0
    private var speaking: Int64 = 0
    private var clause: Int64 = 0
    private var made: Int64 = 0
    private var levelled: Int64 = 0

    private enum Letter {
        static let tick = UInt8(ascii: "t")
        static let heard = UInt8(ascii: "h")
        static let voice = UInt8(ascii: "v")
        static let synthesized = UInt8(ascii: "s")
        static let levels = UInt8(ascii: "l")
        static let audio = UInt8(ascii: "a")
    }

    /// Whether a step is one of those; every other one has a line of its own.
    static func holds(_ step: RecordedStep) -> Bool {
        switch step.event {
        case .tick(nil), .heard, .voice, .synthesized, .levels: step.effects.allSatisfy { if case .sendAudio = $0 { true } else { false } }
        default: false
        }
    }

    /// Where distances are counted from, after a step that has a line of its own.
    mutating func pass(_ time: SessionTime) { self.time = time.samples }

    // MARK: Writing

    /// - Precondition: the step is one that a run holds.
    mutating func append(_ step: RecordedStep, to text: inout [UInt8]) {
        switch step.event {
        case .heard(let end):
            begin(Letter.heard, step.time, &text)
            Digits.append(Self.move(&heard, end.samples), to: &text)
        case .voice(let probability, let decibels, let end):
            begin(Letter.voice, step.time, &text)
            Digits.append(Self.move(&windowEnd, end.samples), to: &text)
            Digits.append(UInt64(probability.bitPattern), to: &text)
            Digits.append(UInt64(decibels.bitPattern), to: &text)
        case .synthesized(let id, let clause, let samples):
            begin(Letter.synthesized, step.time, &text)
            Digits.append(Self.move(&speaking, Self.packed(id)), to: &text)
            Digits.append(Self.move(&self.clause, Int64(clause)), to: &text)
            Digits.append(Self.move(&made, Int64(samples)), to: &text)
        case .levels(let id, let decibels):
            begin(Letter.levels, step.time, &text)
            Digits.append(Self.move(&levelled, Self.packed(id)), to: &text)
            Digits.append(UInt64(decibels.count), to: &text)
            for level in decibels { Digits.append(UInt64(level.bitPattern), to: &text) }
        default: begin(Letter.tick, step.time, &text)
        }
        for case .sendAudio(let id, let samples) in step.effects {
            text.append(Letter.audio)
            Digits.append(Self.move(&response, Self.packed(id)), to: &text)
            Digits.append(Self.move(&sent, Int64(samples)), to: &text)
        }
    }

    private mutating func begin(_ letter: UInt8, _ time: SessionTime, _ text: inout [UInt8]) {
        text.append(letter)
        Digits.append(Self.move(&self.time, time.samples), to: &text)
    }

    /// The distance to the new value, which takes the old one's place.
    private static func move(_ value: inout Int64, _ new: Int64) -> Int64 {
        defer { value = new }
        return new &- value
    }

    /// A response's number and attempt in one.
    private static func packed(_ id: ResponseID) -> Int64 { Int64(id.number) << attemptBits | Int64(id.attempt) }
    private static func unpacked(_ packed: Int64) -> ResponseID {
        ResponseID(Int(packed >> attemptBits), attempt: Int(packed & (1 << attemptBits - 1)))
    }
    private static let attemptBits: Int64 = 20
    /// Levels told at once: an hour of sound, and more than any.
    private static let mostLevels: UInt64 = 112_500

    // MARK: Reading

    /// Takes the next step off a run; `nil` where there is none that could be read, or that no session could have had.
    mutating func next(_ text: inout ArraySlice<UInt8>) -> RecordedStep? {
        guard let letter = text.popFirst(), let time = Self.follow(&time, &text) else { return nil }
        let event: Event
        switch letter {
        case Letter.tick: event = .tick(nil)
        case Letter.heard:
            guard let end = Self.follow(&heard, &text) else { return nil }
            event = .heard(end: InputSample(end))
        case Letter.voice:
            guard let end = Self.follow(&windowEnd, &text), let probability = Self.float(&text), let decibels = Self.float(&text) else {
                return nil
            }
            event = .voice(probability: probability, decibels: decibels, end: InputSample(end))
        case Letter.synthesized:
            guard let id = Self.follow(&speaking, &text), let clause = Self.follow(&self.clause, &text),
                let samples = Self.follow(&made, &text)
            else { return nil }
            event = .synthesized(Self.unpacked(id), clause: Int(clause), samples: Int(samples))
        case Letter.levels:
            guard let id = Self.follow(&levelled, &text), let count = Digits.unsigned(&text), count < Self.mostLevels else { return nil }
            var decibels: [Float] = []
            for _ in 0..<count {
                guard let level = Self.float(&text) else { return nil }
                decibels.append(level)
            }
            event = .levels(Self.unpacked(id), decibels)
        default: return nil
        }
        var effects: [Effect] = []
        while text.first == Letter.audio {
            text.removeFirst()
            guard let id = Self.follow(&response, &text), let samples = Self.follow(&sent, &text) else { return nil }
            effects.append(.sendAudio(Self.unpacked(id), samples: Int(samples)))
        }
        return RecordedStep(time: SessionTime(time), event: event, effects: effects)
    }

    private static func follow(_ value: inout Int64, _ text: inout ArraySlice<UInt8>) -> Int64? {
        guard let distance = Digits.signed(&text) else { return nil }
        value &+= distance
        // No count and no position is negative, or so large that reckoning with it overflows.
        return (0...(1 << 48)).contains(value) ? value : nil
    }

    private static func float(_ text: inout ArraySlice<UInt8>) -> Float? {
        Digits.unsigned(&text).flatMap { UInt32(exactly: $0) }.map { Float(bitPattern: $0) }
    }
}
