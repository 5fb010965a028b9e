import Audio
import Glibc
import Speech
import Testing

@Suite struct MicrophoneCleanerTests {
    private static let tale = [
        "The library opens at nine on weekdays and at ten on Saturdays.", "You can borrow up to twelve books for three weeks.",
        "If somebody else is waiting for one of them, bring it back a little sooner.",
    ]
    private static let question = [
        "Excuse me, can you tell me how to get to the station from here?", "I would like to take the next train.",
    ]

    private static func said(_ sentences: [String], _ voice: String) async -> [Int16] {
        var samples: [Int16] = []
        for sentence in sentences { samples += await Mouth.say(sentence, voice: voice).samples }
        return samples
    }

    private static var echoOnly: MicrophoneOptions {
        var options = MicrophoneOptions()
        options.cancelsEcho = true
        return options
    }

    private static func mix(_ parts: [Float]...) -> [Int16] {
        let count = parts.map(\.count).max() ?? 0
        return PCM16.quantize((0..<count).map { index in parts.reduce(0) { index < $1.count ? $0 + $1[index] : $0 } })
    }

    /// -1...1: how alike two sounds are at the same positions, whatever their levels. Hardly below 200 Hz, whose phase the canceller turns.
    private static func likeness(_ a: [Int16], _ b: [Int16], _ range: Range<Int>, shift: Int = 0) -> Float {
        var (ab, aa, bb) = (Float(0), Float(1), Float(1))
        for index in range {
            let x = Float(a[index]) - 0.9 * Float(a[index - 1])
            let y = Float(b[index + shift]) - 0.9 * Float(b[index + shift - 1])
            ab += x * y
            aa += x * x
            bb += y * y
        }
        return ab / (aa * bb).squareRoot()
    }

    @Test(
        "an echo is found and taken away, wherever it comes from and however loud it is",
        arguments: [(40, -6, 22), (120, -12, 22), (250, -6, 22), (250, -24, 18), (400, -12, 20)] as [(Int, Float, Float)])
    func echo(delay: Int, level: Float, least: Float) async throws {
        let played = await Self.said(Self.tale + Self.tale, "slt")
        let room = Room(delayMilliseconds: delay, decibels: level)
        let heard = Self.mix(room.echo(of: played), Room.noise(played.count, decibels: -70))
        let cleaned = try CleanedRoom(Self.echoOnly, played: played, heard: heard)
        let found = cleaned.delays.compactMap(\.self)
        #expect(found.allSatisfy { abs($0 - room.delay) <= 16 })
        #expect((cleaned.delays.firstIndex { $0 != nil } ?? .max) * 20 <= 2_000)
        let settled = 80_000..<played.count - 320
        #expect(heard.decibels(settled) - cleaned.clean.decibels(settled) >= least)
        // Nor is anything heard before the echo's delay is known.
        #expect(cleaned.clean.decibels(4_800..<8_000) < -60)
    }

    @Test("who speaks at the same time is heard", arguments: [-6, -12] as [Float])
    func doubleTalk(level: Float) async throws {
        let played = await Self.said(Self.tale + Self.tale, "slt")
        let near = await PCM16.floats([Int16](repeating: 0, count: 80_000) + Self.said(Self.question, "rms"))
        let noise = Room.noise(near.count, decibels: -70)
        let heard = Self.mix(near, noise, Room(delayMilliseconds: 120, decibels: level).echo(of: played))
        let cleaned = try CleanedRoom(Self.echoOnly, played: played, heard: heard)
        let alone = try CleanedRoom(Self.echoOnly, heard: Self.mix(near, noise))
        let talk = 80_000..<near.count - 320
        let before = Self.likeness(alone.heard, heard, talk)
        let after = Self.likeness(alone.clean, cleaned.clean, talk)
        #expect(after > 0.95)
        #expect(after > before)
        // Before the person speaks. Flite draws its noise anew each time, and how much is learnt by then differs: 11.9 dB was the least seen.
        #expect(cleaned.clean.decibels(48_000..<80_000) < heard.decibels(48_000..<80_000) - 9)
    }

    @Test("with headphones nothing is found, and after two seconds nothing is changed")
    func headphones() async throws {
        let played = await Self.said(Self.tale, "slt")
        let near = await PCM16.floats(Self.said(Self.question, "rms"))
        let heard = Self.mix(near, [Float](repeating: 0, count: 48_000) + near, Room.noise(played.count, decibels: -70))
        let cleaned = try CleanedRoom(Self.echoOnly, played: played, heard: heard)
        #expect(cleaned.delays.allSatisfy { $0 == nil })
        #expect(Self.likeness(heard, cleaned.clean, 48_000..<heard.count - 320) > 0.999)
    }

    @Test("an echo that moves, and one after a pause of the microphone, is found again")
    func moved() async throws {
        let tale = await Self.said(Self.tale, "slt")
        let played = tale + tale
        let (near, far) = (Room(delayMilliseconds: 90, decibels: -10), Room(delayMilliseconds: 210, decibels: -10, seed: 9))
        let first = near.echo(of: played)
        let second = far.echo(of: played)
        let heard = PCM16.quantize(Array(first[..<tale.count] + second[tale.count...]))
        let cleaned = try CleanedRoom(Self.echoOnly, played: played, heard: heard)
        #expect(cleaned.delays.last.flatMap(\.self).map { abs($0 - far.delay) <= 16 } == true)
        let settled = tale.count + 64_000..<played.count - 320
        #expect(heard.decibels(settled) - cleaned.clean.decibels(settled) >= 18)
    }

    @Test("a microphone that was muted for a while keeps its echo's place")
    func muted() async throws {
        let tale = await Self.said(Self.tale, "slt")
        let echo = PCM16.quantize(Room(delayMilliseconds: 120, decibels: -10).echo(of: tale))
        var cleaner = try MicrophoneCleaner(Self.echoOnly)
        var clean: [Int16] = []
        // The same sentence twice, and between them no sound from the microphone.
        for start in [0, tale.count + 80_000] {
            clean = []
            for at in stride(from: 0, to: tale.count - 320, by: 320) {
                cleaner.play(tale[at..<at + 320].span, at: SessionTime(Int64(start + at)))
                cleaner.push(echo[at..<at + 320].span, at: SessionTime(Int64(start + at + 320)), into: &clean)
            }
        }
        #expect(cleaner.echoDelay.map { abs($0 - 1_920) <= 16 } == true)
        // From the very beginning of the second time.
        let beginning = 3_200..<16_000
        #expect(echo.decibels(beginning) - clean.decibels(beginning) >= 15)
    }

    @Test(
        "noise is lowered, and speech stays where it is",
        arguments: [(.nearField, 11), (.farField, 17)] as [(MicrophoneOptions.NoiseReduction, Float)])
    func noise(reduction: MicrophoneOptions.NoiseReduction, least: Float) async throws {
        var options = MicrophoneOptions()
        options.noiseReduction = reduction
        let speech = await [Int16](repeating: 0, count: 32_000) + Self.said(Self.question, "rms")
        let heard = Self.mix(PCM16.floats(speech), Room.noise(speech.count, decibels: -45))
        let clean = try CleanedRoom(options, heard: heard).clean
        let pause = 16_000..<31_000
        #expect(heard.decibels(pause) - clean.decibels(pause) >= least)
        let talk = 32_100..<speech.count - 400
        let alike = (-40...40).map { Self.likeness(speech, clean, talk, shift: $0) }
        #expect(alike.max() == alike[40] && alike[40] > 0.97)
    }

    @Test("quiet and loud voices come to one level")
    func gain() async throws {
        var options = MicrophoneOptions()
        options.controlsGain = true
        let speech = await Self.said(Self.question, "rms")
        let levels = try ([0.5, 0.15, 0.05] as [Float]).map { amplitude in
            let heard = PCM16.quantize(PCM16.floats(speech + speech).map { $0 * amplitude })
            let clean = try CleanedRoom(options, heard: heard).clean
            return (before: heard.decibels(speech.count..<heard.count), after: clean.decibels(speech.count..<heard.count))
        }
        #expect(levels[0].before - levels[2].before > 19)
        #expect(abs(levels[0].after - levels[2].after) < 5)
        #expect(levels[2].after > levels[2].before + 10)
    }

    @Test("every sample comes out once, however the sound was cut", arguments: [1, 7, 160, 999])
    func pieces(length: Int) throws {
        var options = MicrophoneOptions()
        options.noiseReduction = .nearField
        let heard = PCM16.quantize(Room.noise(5_003, decibels: -20))
        let expected = try CleanedRoom(options, heard: heard).clean
        var cleaner = try MicrophoneCleaner(options)
        var clean: [Int16] = []
        for at in stride(from: 0, to: heard.count, by: length) {
            cleaner.push(heard[at..<min(at + length, heard.count)].span, at: SessionTime(Int64(at)), into: &clean)
            #expect(clean.count <= at + length && clean.count >= at + length - 160 - 159 - length)
        }
        cleaner.finish(into: &clean)
        #expect(clean.count == heard.count)
        #expect(clean == expected)
        // Twice the end is none.
        cleaner.finish(into: &clean)
        #expect(clean.count == heard.count)
    }
}
