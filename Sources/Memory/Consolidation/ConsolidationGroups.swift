/// Finds memories that say the same.
///
/// Two are one only where nothing tells them apart: the same attribute and value, the same words, or, without an attribute, the same
/// telling words and the same turns ("not", "no longer") in two wordings whose vectors are near. A name, a number or a thing that one
/// has and the other lacks keeps them apart.
struct ConsolidationGroups {
    struct Group {
        var members: [Int]
        var reason: ConsolidationReport.Merge.Reason
        /// Wordings that only vectors can tell to be one: places in `members` by wording.
        var isCertain: Bool
    }

    private struct Key: Hashable {
        var kind: MemoryContent.Kind
        var signature: MemorySignature
        var validity: UInt64
        /// Episodes of different days are no duplicates.
        var day: Int
    }

    /// Indices of digests, and why they belong together.
    private(set) var groups: [Group] = []

    init(_ digests: [MemoryDigest], _ settings: ConsolidationSettings) {
        var facts: [UInt64: [Int]] = [:]
        var others: [Key: [Int]] = [:]
        var repeated: [MemorySignature: [Int]] = [:]
        for (index, digest) in digests.enumerated() {
            if let fact = digest.fact {
                facts[fact, default: []].append(index)
            } else if !digest.signature.isEmpty {
                if digest.kind == .episode || digest.kind == .summary { repeated[digest.signature, default: []].append(index) }
                if digest.kind != .summary {
                    let day = digest.kind == .episode ? digest.day : 0
                    others[Key(kind: digest.kind, signature: digest.signature, validity: digest.validity, day: day), default: []].append(
                        index)
                }
            }
        }
        for members in facts.values where members.count > 1 { groups.append(Group(members: members, reason: .sameFact, isCertain: true)) }
        var taken: Set<Int> = []
        for members in repeated.values {
            let days = Set(members.map { digests[$0].day })
            let hasSummary = members.contains { digests[$0].kind == .summary }
            guard members.count > 1, hasSummary || days.count >= settings.repetitions else { continue }
            taken.formUnion(members)
            groups.append(Group(members: members, reason: .repeated, isCertain: Self.isOneWording(members, digests)))
        }
        for members in others.values where members.count > 1 && !members.contains(where: taken.contains) {
            let isOne = Self.isOneWording(members, digests)
            groups.append(Group(members: members, reason: isOne ? .sameWords : .sameMeaning, isCertain: isOne))
        }
        // The oldest first, so that a run that is broken off goes on where it was.
        groups.sort { digests[$0.members[0]].id < digests[$1.members[0]].id }
    }

    private static func isOneWording(_ members: [Int], _ digests: [MemoryDigest]) -> Bool {
        members.allSatisfy { digests[$0].text == digests[members[0]].text }
    }

    /// Splits a group of several wordings by its vectors: those near to the first stay with it, and so on.
    static func split(_ group: Group, _ digests: [MemoryDigest], _ vectors: [Int: [Float]], likeness: Float) -> [Group] {
        var rest = group.members
        var parts: [Group] = []
        while let first = rest.first {
            let own = vectors[digests[first].id]
            let near = rest.filter { member in
                if digests[member].text == digests[first].text { return true }
                guard let own, let other = vectors[digests[member].id], own.count == other.count else { return false }
                var product: Float = 0
                for index in own.indices { product += own[index] * other[index] }
                return product >= likeness
            }
            rest.removeAll { near.contains($0) }
            if near.count > 1 { parts.append(Group(members: near, reason: group.reason, isCertain: true)) }
        }
        return parts
    }
}
