/// What a consolidation keeps of each memory while it looks for those that belong together.
struct MemoryDigest {
    let id: Int
    let kind: MemoryContent.Kind
    let signature: MemorySignature
    /// Of its words in order.
    let text: UInt64
    let day: Int
    /// Names the fact it states: attribute, value and whether it still holds; `nil` where it has none.
    let fact: UInt64?
    /// Of those that only have the same words as another: whether it holds, and for how long.
    let validity: UInt64

    init(_ memory: Memory, at now: MemoryTime) {
        let content = memory.content
        id = memory.id
        kind = content.kind
        // A summary of what came again is known by what came again.
        let said = content.kind == .summary ? content.value ?? content.text : content.text
        signature = MemorySignature(said)
        text = MemorySignature.wording(said)
        day = content.happened.milliseconds / MemoryContent.dayMilliseconds
        // What is over holds for its own stretch of time.
        let until = content.validUntil.map { $0 <= now ? $0.milliseconds / MemoryContent.dayMilliseconds : -1 } ?? -1
        let planned =
            content.attribute?.hasSuffix("plan") == true ? (content.validFrom?.milliseconds ?? 0) / MemoryContent.dayMilliseconds : 0
        validity = MemorySignature.hash("\(until) \(planned)".utf8)
        if let attribute = content.attribute, let value = content.value, content.kind != .summary {
            let key = MemoryWords.words(value).filter { !["a", "an", "the", "some", "their"].contains($0) }.joined(separator: " ")
            fact = MemorySignature.hash("\(attribute)=\(key) \(until) \(planned)".utf8)
        } else {
            fact = nil
        }
    }
}
