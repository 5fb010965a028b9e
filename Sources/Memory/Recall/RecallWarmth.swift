/// Recalls that were begun before they are asked for: the latest of each owner.
struct RecallWarmth {
    private struct Begun {
        var key: String
        var task: Task<RecallFindings, Never>
        var number: Int
    }

    private var begun: [MemoryOwner: Begun] = [:]
    private var count = 0

    /// People who speak at the same time; of more, those who spoke longest ago lose what was begun.
    private static let most = 256

    /// Writing does not matter.
    static func key(_ text: String) -> String { MemoryWords.key(text) }

    func wants(_ key: String, _ owner: MemoryOwner) -> Bool { begun[owner]?.key != key }

    mutating func keep(_ task: Task<RecallFindings, Never>, _ key: String, _ owner: MemoryOwner) {
        count += 1
        begun[owner]?.task.cancel()
        begun[owner] = Begun(key: key, task: task, number: count)
        guard begun.count > Self.most, let oldest = begun.min(by: { $0.value.number < $1.value.number }) else { return }
        oldest.value.task.cancel()
        begun[oldest.key] = nil
    }

    /// What was begun for just these words; it is used once, because memories change.
    mutating func taken(_ key: String, _ owner: MemoryOwner) -> Task<RecallFindings, Never>? {
        guard let found = begun.removeValue(forKey: owner) else { return nil }
        if found.key == key { return found.task }
        found.task.cancel()
        return nil
    }

    func begun(_ owner: MemoryOwner) -> Task<RecallFindings, Never>? { begun[owner]?.task }

    mutating func drop(_ owner: MemoryOwner) { begun.removeValue(forKey: owner)?.task.cancel() }
}
