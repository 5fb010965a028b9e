extension Transcript {
    /// Keeps the words of a best path: no silences and noises, "read(2)" told as "read".
    init(segments: [SphinxDecoder.Segment], samples: Int) {
        var words: [RecognizedWord] = []
        for segment in segments {
            guard let text = Self.word(segment.text) else { continue }
            let start = min(segment.frames.lowerBound * SphinxDecoder.frameShift, samples)
            let end = min((segment.frames.upperBound + 1) * SphinxDecoder.frameShift, samples)
            let confidence = WordConfidence.of(posterior: segment.posterior)
            words.append(RecognizedWord(text: text, start: start, end: end, confidence: confidence))
        }
        let sum = words.reduce(0) { $0 + $1.confidence }
        self.init(
            text: words.map(\.text).joined(separator: " "), words: words, confidence: words.isEmpty ? 0 : sum / Float(words.count))
    }

    /// The written word of a dictionary entry; `nil` for what is none.
    static func word(_ entry: String) -> String? {
        guard let first = entry.first, first != "<", first != "[", first != "+" else { return nil }
        return entry.split(separator: "(", maxSplits: 1).first.map(String.init)
    }
}
