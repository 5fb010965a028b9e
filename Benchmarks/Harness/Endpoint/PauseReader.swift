internal import Audio
internal import Resources
internal import Speech

/// What a recogniser has understood by each pause of a turn, as a session peeks at it.
final class PauseReader {
    private let recognizer: any SpeechRecognizer
    private var utterance: (any Utterance)?
    private let answer = ThreadCondition<(tag: Int, text: String)>((0, ""))
    private var tag = 0
    private var heard = 0..<0

    init(_ recognizer: any SpeechRecognizer) { self.recognizer = recognizer }

    deinit { utterance?.abandon() }

    /// What was understood of a turn's sound so far; empty also where the recogniser failed. Blocks.
    func words(of samples: ArraySlice<Float>) -> String {
        if utterance == nil || samples.startIndex != heard.lowerBound || samples.endIndex < heard.upperBound {
            open(at: samples.startIndex)
        }
        utterance?.push(PCM16.quantize(Array(samples[heard.upperBound...])))
        heard = samples.indices
        tag += 1
        utterance?.peek(tag)
        let tag = tag
        return answer.wait(until: { $0.tag >= tag }, take: { $0.text })
    }

    private func open(at start: Int) {
        utterance?.abandon()
        heard = start..<start
        let answer = answer
        utterance = recognizer.open(speaker: SpeakerAdaptation()) { event in
            switch event {
            case .peeked(let tag, let transcript): answer.withLock { $0 = (tag, transcript.text) }
            case .failed: answer.withLock { $0 = (.max, "") }
            case .partial, .final: break
            }
        }
    }
}
