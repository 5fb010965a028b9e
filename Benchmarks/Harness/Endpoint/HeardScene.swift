internal import Audio
internal import Dialogue
internal import Perception
internal import Realtime

/// What the stages make of a scene, in the time of its sound: no clock runs.
struct HeardScene: Sendable {
    struct Window: Sendable {
        /// Where it ends, in samples.
        var end: Int
        /// Silence by the detector alone, in samples; `nil` before any speech.
        var plainSilence: Int?
        /// The open turn's start, in samples.
        var turnStart: Int
        /// What the conversation knows, without the turn model and the recogniser; `nil` where no turn is open.
        var evidence: PauseEvidence?
    }

    /// Its recording's set and name, with a stroke between them.
    let name: String
    /// 0 is the recording as it is; others have pauses inserted.
    let variant: Int
    /// Whether settings are fitted on it.
    let isForFitting: Bool
    /// Where the person has finished, in samples.
    let trueEnd: Int
    private(set) var windows: [Window] = []
    /// What the turn model says of the turn up to the end of a window.
    private(set) var scores: [Int: Float] = [:]
    /// What the recogniser has understood by the end of a window, in pauses.
    private(set) var texts: [Int: String] = [:]
    /// The pauses inside the turn, in samples: from where the speech ends to where it goes on.
    private(set) var pauses: [Range<Int>] = []
    /// Where the silence began in which the turn ends, in samples.
    private(set) var lastSilence = 0

    static let window = 512
    /// Silences of the detector after which `TurnModelSystem` may ask, in windows: 96 and 192 ms.
    static let plainMoments = [3, 6]
    /// What a score takes on an idle core, in samples: 48 ms.
    static let scoreDelay = 768
    /// Shorter gaps belong to words, in samples: 128 ms.
    private static let shortestPause = 2_048
    /// Silence after which the recogniser is asked, in windows.
    private static let peekAfter = 2

    static func samples(_ duration: Duration) -> Int { SampleRate.hz16000.samples(in: duration) }

    /// When the server knows of sound that ends at `end`: clients send frames of 20 ms.
    static func arrival(_ end: Int) -> Int { (end + 319) / 320 * 320 }

    /// - Parameter original: the recording without inserted pauses: what it has in common with `scene` is not asked again.
    init(_ scene: PauseScene, voiceActivity: any VoiceActivityDetector, turnDetector: any TurnDetector, after original: HeardScene?) throws
    {
        let windows = try Self.listen(to: scene, voiceActivity)
        self.init(
            name: scene.recording.set + "/" + scene.recording.name, variant: scene.variant,
            isForFitting: PauseScene.isForFitting(scene.recording), trueEnd: scene.trueEnd, windows: windows)
        for index in windows.indices where isAsked(at: index) {
            if let original, windows[index].end <= scene.inserted.first?.lowerBound ?? 0, let score = original.scores[index] {
                scores[index] = score
            } else {
                let end = windows[index].end
                let sound = scene.samples.span.extracting(max(windows[index].turnStart, end - turnDetector.contextLength)..<end)
                do { scores[index] = try turnDetector.completeness(of: sound) } catch { throw BenchError("\(error)") }
            }
        }
    }

    init(
        name: String, variant: Int, isForFitting: Bool, trueEnd: Int, windows: [Window], scores: [Int: Float] = [:],
        texts: [Int: String] = [:]
    ) {
        self.name = name
        self.variant = variant
        self.isForFitting = isForFitting
        self.trueEnd = trueEnd
        self.windows = windows
        self.scores = scores
        self.texts = texts
        findPauses()
    }

    /// Runs the detector and the conversation's own rule of speech and silence; nothing is committed.
    private static func listen(to scene: PauseScene, _ voiceActivity: some VoiceActivityDetector) throws -> [Window] {
        var stream = voiceActivity.makeState()
        var settings = ConversationSettings()
        settings.turnDetection = .manual
        var conversation = Conversation(settings: settings)
        var lastPlain: Int?
        return try stride(from: 0, to: scene.samples.count - window + 1, by: window).map { start in
            let end = start + window
            let sound = scene.samples.span.extracting(start..<end)
            let probability: Float
            do { probability = try voiceActivity.probability(of: sound, state: &stream) } catch { throw BenchError("\(error)") }
            let position = InputSample.zero + end
            let time = SessionTime.zero + end
            _ = conversation.on(.heard(end: position), at: time)
            _ = conversation.on(.voice(probability: probability, decibels: Loudness.decibels(of: sound), end: position), at: time)
            if probability >= settings.speechThreshold { lastPlain = end }
            return Window(
                end: end, plainSilence: lastPlain.map { end - $0 }, turnStart: max(0, (conversation.turnStart ?? .zero) - .zero),
                evidence: conversation.pauseEvidence)
        }
    }

    private mutating func findPauses() {
        var start: Int?
        for window in windows {
            guard let evidence = window.evidence else { continue }
            if evidence.silence > 0 {
                start = start ?? window.end - evidence.silence
            } else if let begun = start {
                start = nil
                let resumed = window.end - Self.window
                if resumed - begun >= Self.shortestPause, resumed <= trueEnd { pauses.append(begun..<resumed) }
                if resumed < trueEnd { lastSilence = resumed }
            }
        }
    }

    private func isAsked(at index: Int) -> Bool {
        let window = windows[index]
        guard let silence = window.evidence?.silence else { return false }
        return EndOfTurn.scorings.contains(silence / Self.window)
            || window.plainSilence.map { Self.plainMoments.contains($0 / Self.window) } ?? false
    }

    /// Asks the recogniser for the words up to every pause, as a session peeks.
    ///
    /// - Parameters:
    ///   - known: by place in the recording; scenes of one recording share what was said before a pause.
    ///   - transcribe: words of the sound from the turn's start.
    mutating func read(_ scene: PauseScene, _ known: inout [Int: String], _ transcribe: (ArraySlice<Float>) -> String) {
        for (index, window) in windows.enumerated() {
            guard let silence = window.evidence?.silence, silence == (Self.peekAfter + 1) * Self.window else { continue }
            let spoken = scene.positionInRecording(of: window.end - silence) / 800
            let text = known[spoken] ?? transcribe(scene.samples[window.turnStart..<window.end - Self.window])
            known[spoken] = text
            texts[index] = text
        }
    }
}
