extension Transcript {
    /// Keeps the words of a best path: no silences and noises, "read(2)" told as "read".
    init(segments: [SphinxDecoder.Segment], samples: Int) {
        let spoken = segments.compactMap { segment in
            Self.word(segment.text).map { text in
                var word = segment
                word.text = text
                return word
            }
        }
        let confidence = WordConfidence(words: spoken)
        let words = spoken.map { segment in
            RecognizedWord(
                text: segment.text, start: min(segment.frames.lowerBound * SphinxDecoder.frameShift, samples),
                end: min((segment.frames.upperBound + 1) * SphinxDecoder.frameShift, samples), confidence: confidence.of(segment))
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
