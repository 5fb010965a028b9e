internal import Audio

/// A recording as load clients send it: frames prepared before anything is measured, for all clients together.
struct LoadSound: Sendable {
    let recording: Recording
    /// Masked WebSocket frames of 20 ms.
    let frames: [[UInt8]]
    /// The room it was recorded in, without anybody speaking; sent again and again.
    let room: [[UInt8]]
    /// Seconds at which speech truly ends.
    let end: Double

    static let frame = Duration.milliseconds(20)
    private static let roomFrames = 50

    var seconds: Double { Double(frames.count) / 50 }

    init(_ recording: Recording, seed: UInt64) throws {
        let sound = try recording.samples()
        let rate = SampleRate.hz16000
        let floor = min(Loudness.floorDecibels(of: sound.span, rate: rate), -50)
        var noise = RoomNoise(decibels: floor, seed: seed)
        let length = rate.samples(in: Self.frame)
        let samples = PCM16.quantize(sound)
        self.recording = recording
        end = recording.labelledEnd ?? Double(Loudness.endOfSpeech(in: sound.span, rate: rate) ?? sound.count) / 16_000
        frames = stride(from: 0, to: samples.count, by: length).map { start in
            let piece = Array(samples[start..<min(start + length, samples.count)])
            return LoadFrames.binary(PCM16.encode(piece + noise.frame(length - piece.count)))
        }
        room = (0..<Self.roomFrames).map { _ in LoadFrames.binary(PCM16.encode(noise.frame(length))) }
    }
}
