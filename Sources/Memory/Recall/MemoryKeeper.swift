/// Takes in what is learnt of people, so that what is known of them agrees with itself and keeps its history.
///
/// A fact of one value closes the one before it: the world's end of the old is the beginning of the new, and the old one is kept, retired,
/// with what replaced it. What was known already becomes surer instead of being there twice. One lesson is one transaction.
package struct MemoryKeeper: Sendable {
    private let store: any MemoryStore

    /// Values of one attribute that are looked at.
    private static let mostValues = 256
    /// Facts that exclude each other where their values are the same.
    private static let opposites = ["likes": "dislikes", "dislikes": "likes"]
    /// What a denial's attribute begins with: it is no value of the attribute itself.
    package static let denialPrefix = "not."

    package init(store: any MemoryStore) { self.store = store }

    /// - Returns: what each lesson did, in their order.
    @discardableResult
    package func learn(_ lessons: [MemoryLesson], for owner: MemoryOwner, at now: MemoryTime) async throws(MemoryError) -> [MemoryLearning]
    {
        var learnings: [MemoryLearning] = []
        for lesson in lessons { learnings.append(try await learn(lesson, for: owner, at: now)) }
        return learnings
    }

    private func learn(_ lesson: MemoryLesson, for owner: MemoryOwner, at now: MemoryTime) async throws(MemoryError) -> MemoryLearning {
        guard let attribute = lesson.content.attribute else { return try await note(lesson.content, for: owner, at: now) }
        let known = try await values(of: attribute, owner)
        switch lesson.standing {
        case .holds: return try await hold(lesson, attribute, known, owner, now)
        case .past: return try await recallPast(lesson, known, owner, now)
        case .ended: return try await end(lesson, known, owner, now, isMistake: false)
        case .denied: return try await end(lesson, known, owner, now, isMistake: true)
        }
    }

    private func values(of attribute: String, _ owner: MemoryOwner) async throws(MemoryError) -> [Memory] {
        var filter = MemoryFilter()
        filter.attribute = attribute
        return try await store.list(filter, of: owner, limit: Self.mostValues, before: nil)
    }

    // MARK: What is so

    private func hold(
        _ lesson: MemoryLesson, _ attribute: String, _ known: [Memory], _ owner: MemoryOwner, _ now: MemoryTime
    ) async throws(MemoryError) -> MemoryLearning {
        var learning = MemoryLearning()
        let holding = known.filter { $0.holds(at: now) }
        let same = holding.first { Self.isSame($0, lesson.content) }
        var closing = lesson.isSingle ? holding.filter { !Self.isSame($0, lesson.content) } : []
        for opposite in [Self.opposites[attribute], Self.denialPrefix + attribute].compactMap({ $0 }) {
            closing += try await values(of: opposite, owner).filter { Self.isSame($0, lesson.content) }
        }
        learning.closed = closing.map(\.id)
        var changes: [MemoryChange] = []
        // What replaces them comes first, so that they can name it.
        if let same {
            let content = lesson.content
            changes.append(.edit(same.id) { $0.content.strengthen(with: content) })
            learning.wasKnown = true
        } else {
            changes.append(.add(lesson.content))
        }
        let end = lesson.content.validFrom ?? lesson.content.happened
        for old in closing {
            if !lesson.isCorrection { changes.append(.edit(old.id) { $0.content.end(at: end) }) }
            if let same {
                let id = same.id
                changes.append(
                    .edit(old.id) {
                        $0.retired = now
                        $0.replacedBy = id
                    })
            } else {
                changes.append(.retire(old.id, replacedByChange: 0))
            }
        }
        learning.memory = try await store.apply(changes, for: owner, at: now).first
        return learning
    }

    // MARK: What was so, is over or is not so

    private func recallPast(
        _ lesson: MemoryLesson, _ known: [Memory], _ owner: MemoryOwner, _ now: MemoryTime
    ) async throws(MemoryError) -> MemoryLearning {
        var content = lesson.content
        content.validUntil = content.validUntil ?? content.happened
        if let before = known.first(where: { !$0.holds(at: now) && Self.isSame($0, content) }) {
            let edited = try await store.edit(before.id, of: owner) { [content] in $0.content.strengthen(with: content) }
            return MemoryLearning(memory: edited, wasKnown: true)
        }
        return try await replace(
            known.filter { $0.holds(at: now) && Self.isSame($0, content) }, by: content, owner, now, endsAt: content.validUntil)
    }

    private func end(
        _ lesson: MemoryLesson, _ known: [Memory], _ owner: MemoryOwner, _ now: MemoryTime, isMistake: Bool
    ) async throws(MemoryError) -> MemoryLearning {
        let closing = known.filter { $0.holds(at: now) && (lesson.content.value == nil || Self.isSame($0, lesson.content)) }
        var content = lesson.content
        if isMistake {
            content.attribute = content.attribute.map { Self.denialPrefix + $0 }
            let denials = try await values(of: content.attribute ?? "", owner)
            if closing.isEmpty, let same = denials.first(where: { Self.isSame($0, content) }) {
                let edited = try await store.edit(same.id, of: owner) { [content] in $0.content.strengthen(with: content) }
                return MemoryLearning(memory: edited, wasKnown: true)
            }
        } else {
            content.validUntil = content.validUntil ?? content.happened
        }
        return try await replace(closing, by: content, owner, now, endsAt: isMistake ? nil : content.validUntil)
    }

    private func replace(
        _ old: [Memory], by content: MemoryContent, _ owner: MemoryOwner, _ now: MemoryTime, endsAt end: MemoryTime?
    ) async throws(MemoryError) -> MemoryLearning {
        var changes: [MemoryChange] = [.add(content)]
        for memory in old {
            if let end { changes.append(.edit(memory.id) { $0.content.end(at: end) }) }
            changes.append(.retire(memory.id, replacedByChange: 0))
        }
        return MemoryLearning(memory: try await store.apply(changes, for: owner, at: now).first, closed: old.map(\.id))
    }

    // MARK: What has no attribute

    private func note(_ content: MemoryContent, for owner: MemoryOwner, at now: MemoryTime) async throws(MemoryError) -> MemoryLearning {
        var filter = MemoryFilter()
        filter.kinds = [content.kind]
        let alike = try await store.matching(content.text, filter, of: owner, limit: 5)
        let key = MemoryWords.key(content.text)
        for memory in try await store.memories(alike.map(\.id), of: owner)
        where memory.isCurrent && MemoryWords.key(memory.content.text) == key
            && (content.kind != .episode || memory.content.isSameDay(as: content))
        {
            let edited = try await store.edit(memory.id, of: owner) { $0.content.strengthen(with: content) }
            return MemoryLearning(memory: edited, wasKnown: true)
        }
        return MemoryLearning(memory: try await store.add([content], for: owner, at: now).first)
    }

    private static func isSame(_ memory: Memory, _ content: MemoryContent) -> Bool {
        guard let a = memory.content.value, let b = content.value else { return memory.content.text == content.text }
        return MemoryWords.key(a) == MemoryWords.key(b)
    }
}
