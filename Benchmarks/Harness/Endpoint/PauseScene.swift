internal import Audio

/// A recording as a microphone would hear it: with a pause inserted or as it is, and then the quiet room.
struct PauseScene: Sendable {
    let recording: Recording
    /// 0 is the recording as it is.
    let variant: Int
    private(set) var samples: [Float]
    /// Where the person has finished, in samples.
    private(set) var trueEnd: Int
    /// The inserted pauses in order, in samples.
    private(set) var inserted: [Range<Int>]

    private static let rate = SampleRate.hz16000
    /// Quiet room after the recording: longer than any system's last resort.
    private static let tail = 16_000 * 36 / 10
    private static let fade = 80
    /// Most pauses inserted into one scene.
    private static let insertions = 3

    /// The scenes of one recording: as it is, and `variants` times with pauses at a few of its gaps.
    static func scenes(of recording: Recording, variants: Int) throws -> [PauseScene] {
        let sound = try recording.samples()
        let end =
            recording.labelledEnd.map { min(sound.count, Int($0 * 16_000)) } ?? Loudness.endOfSpeech(in: sound.span, rate: rate)
            ?? sound.count
        let floor = min(Loudness.floorDecibels(of: sound.span, rate: rate), -50)
        var numbers = SeededNumbers(recording.set + "/" + recording.name)
        let tail = noise(floor, tail, &numbers)
        var scenes = [PauseScene(recording: recording, variant: 0, samples: sound + tail, trueEnd: end, inserted: [])]
        // A recording with a pause of its own making is not given others.
        guard recording.labelledEnd == nil else { return scenes }
        let gaps = gaps(of: recording, sound, before: end)
        guard !gaps.isEmpty else { return scenes }
        for variant in 1...variants {
            var scene = PauseScene(recording: recording, variant: variant, samples: sound + tail, trueEnd: end, inserted: [])
            for gap in gaps.shuffled(using: &numbers).prefix(insertions).sorted() {
                let pause = noise(floor, Int.random(in: 6_400...32_000, using: &numbers), &numbers)
                scene.insert(pause, at: gap + scene.inserted.reduce(0) { $0 + $1.count })
            }
            scenes.append(scene)
        }
        return scenes
    }

    /// Where a place of the scene is in the recording, in samples; inside an inserted pause, where that begins.
    func positionInRecording(of place: Int) -> Int {
        inserted.reversed().reduce(place) { place, pause in
            place >= pause.upperBound ? place - pause.count : min(place, pause.lowerBound)
        }
    }

    /// Whether settings are fitted on this recording; figures are reported on the others. What was derived from one source stays together.
    static func isForFitting(_ recording: Recording) -> Bool {
        let stem = recording.name.split(separator: ".").first ?? ""
        // A mix is called after its voice, two underscores and its noise.
        var parts = stem.split(separator: "_", omittingEmptySubsequences: false).prefix { !$0.isEmpty }
        if parts.first == "pause" { parts.removeFirst() }
        while let last = parts.last, last == "clean" || last == "noisy" || (last.hasSuffix("ms") && Int(last.dropLast(2)) != nil) {
            parts.removeLast()
        }
        return SeededNumbers.hash(parts.joined(separator: "_")).isMultiple(of: 2)
    }

    private static func noise(_ decibels: Float, _ count: Int, _ numbers: inout SeededNumbers) -> [Float] {
        var noise = RoomNoise(decibels: decibels, seed: numbers.next())
        return PCM16.floats(noise.frame(count))
    }

    /// The pause takes over from the sound, and gives it back, within 5 ms.
    private mutating func insert(_ pause: [Float], at gap: Int) {
        var pause = pause
        for index in 0..<Self.fade {
            let weight = Float(index) / Float(Self.fade)
            pause[index] += samples[gap + index] * (1 - weight)
            pause[pause.count - Self.fade + index] += samples[gap - Self.fade + index] * weight
        }
        samples.insert(contentsOf: pause, at: gap)
        trueEnd += pause.count
        inserted.append(gap..<gap + pause.count)
    }

    /// Where somebody could have paused: between aligned words, or in dips of the level; never near either end.
    private static func gaps(of recording: Recording, _ sound: [Float], before end: Int) -> [Int] {
        let frames = Loudness.frames(of: sound.span, rate: rate).map(\.rmsDecibels)
        guard let first = frames.firstIndex(where: { $0 > Loudness.speechThreshold }) else { return [] }
        let length = Loudness.frameLength(at: rate)
        let words = recording.words()
        let candidates: [Int]
        if words.count > 1 {
            candidates = zip(words, words.dropFirst()).compactMap { word, next in
                let middle = Int((word.end + next.start) / 2 * 16_000) / length
                let around = max(0, middle - 3)...max(0, min(frames.count - 1, middle + 3))
                return around.lowerBound < around.upperBound ? around.min { frames[$0] < frames[$1] } : nil
            }
        } else {
            let loud = frames.max() ?? 0
            candidates = frames.indices.filter { index in
                let around = frames[max(0, index - 5)...min(frames.count - 1, index + 5)]
                return frames[index] < loud - 20 && frames[index] == around.min()
            }
        }
        return candidates.map { $0 * length + length / 2 }.filter { $0 > first * length + 6_400 && $0 < end - 4_800 }
    }
}
