internal import Glibc

/// How much a memory matters at a moment: its importance and confidence, less as it ages unused, more as it is used.
package enum MemoryStrength {
    /// Days after which what was never used again counts half.
    private static func halfLife(_ kind: MemoryContent.Kind) -> Double {
        switch kind {
        case .fact, .preference: 720
        case .summary: 360
        case .episode: 60
        }
    }

    /// Each use makes it last this many times longer, up to a limit: what is used is kept (spacing effect, Ebbinghaus 1885).
    private static let perUse = 0.5
    private static let longest = 8.0

    /// 0...1
    package static func of(_ memory: Memory, at now: MemoryTime) -> Double {
        let last = max(memory.content.happened, memory.recalled ?? memory.content.happened)
        let days = max(0, Double(now.milliseconds - last.milliseconds) / Double(MemoryContent.dayMilliseconds))
        let lasting = halfLife(memory.content.kind) * min(longest, 1 + perUse * Double(memory.recallCount))
        let kept = exp2(-days / lasting)
        // Half of it stays for what is important: an allergy does not fade.
        let floor = memory.content.importance * memory.content.importance
        return memory.content.importance * memory.content.confidence * (floor + (1 - floor) * kept)
    }

    /// What its use says of its importance; never less than what it had.
    static func reweighed(_ memory: Memory) -> Double {
        max(memory.content.importance, min(0.9, 0.3 + 0.1 * log2(1 + Double(memory.recallCount)) * 2))
    }
}
