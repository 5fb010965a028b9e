internal import Perception
internal import Realtime

/// One stream through the voice-activity detector a session uses, whichever that is.
struct WindowJudge {
    let windowLength: Int
    private let judge: (Span<Float>) throws -> Float

    init(home: EngineHome) throws {
        let detector: any VoiceActivityDetector
        do { detector = try Engines.loadVoiceActivityDetector(from: home) } catch { throw BenchError("\(error)") }
        self.init(detector)
    }

    private init(_ detector: some VoiceActivityDetector) {
        var state = detector.makeState()
        windowLength = detector.windowLength
        judge = { try detector.probability(of: $0, state: &state) }
    }

    func probability(of window: Span<Float>) throws -> Float { try judge(window) }
}
