internal import Telemetry

/// One utterance on its way through one decoder.
struct SphinxPass: Sendable {
    /// Samples between two looks at the hypothesis: 100 ms.
    static let partialEvery = 1_600

    let decoder: SphinxDecoder
    private var mean: CepstralMean
    private var sinceLook = 0
    private var told = ""
    private var samples = 0
    private var begun = false
    private let trace: SpanContext
    private let width: SearchWidth

    /// Costs nothing; the decoder begins with the first `push`.
    init(decoder: SphinxDecoder, width: SearchWidth, prior: [Float]?, trace: SpanContext) {
        self.decoder = decoder
        self.width = width
        self.trace = trace
        mean = CepstralMean(prior: prior)
    }

    /// Decodes samples; returns the hypothesis where it was time to look and it is another one.
    mutating func push(_ piece: ArraySlice<Int16>) throws(SpeechError) -> String? {
        let span = trace.begin(.recognizerDecode)
        defer { trace.end(span) }
        try begin()
        samples += piece.count
        sinceLook += piece.count
        var frames: [Float] = []
        try decoder.extract(piece, into: &frames)
        try decoder.search(mean.push(frames))
        guard sinceLook >= Self.partialEvery else { return nil }
        sinceLook = 0
        let text = decoder.hypothesis
        guard text != told else { return nil }
        told = text
        return text
    }

    /// What the utterance is, were this its end; it goes on.
    mutating func peek() throws(SpeechError) -> Transcript {
        let span = trace.begin(.recognizerPeek)
        defer { trace.end(span) }
        try begin()
        try decoder.search(mean.push([], last: true))
        try decoder.peek()
        return Transcript(segments: decoder.segments, samples: samples)
    }

    /// Ends the utterance.
    mutating func finish() throws(SpeechError) -> Transcript {
        let span = trace.begin(.recognizerFinish)
        defer { trace.end(span) }
        try begin()
        var frames: [Float] = []
        try decoder.extractLast(into: &frames)
        try decoder.search(mean.push(frames, last: true))
        try decoder.end()
        return Transcript(segments: decoder.segments, samples: samples)
    }

    /// Ends the utterance without its words.
    mutating func drop() throws(SpeechError) {
        try begin()
        try decoder.end()
    }

    private mutating func begin() throws(SpeechError) {
        if !begun { try decoder.begin(width) }
        begun = true
    }

    /// The speaker's mean for the next utterance; `nil` after less than half a second, which says nothing.
    var learnt: [Float]? { mean.frames >= CepstralMean.held ? mean.mean : nil }
}
