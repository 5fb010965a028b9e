/// One memory made of several.
struct MadeMemory {
    let content: MemoryContent
    /// The memory whose wording it has, unchanged.
    let wording: Int?

    /// Of several that say the same: the wording that says most, with what the others know beside it.
    ///
    /// - Parameter members: at least one.
    init(same members: [Memory], run: MemoryTime) {
        precondition(!members.isEmpty)
        let best = members.max { ($0.content.text.utf8.count, $0.id) < ($1.content.text.utf8.count, $1.id) } ?? members[0]
        var content = best.content
        for other in members where other.id != best.id {
            let until = content.validUntil
            content.strengthen(with: other.content)
            content.validUntil = until ?? other.content.validUntil
            if let from = other.content.validFrom { content.validFrom = min(content.validFrom ?? from, from) }
        }
        content.importance = members.map(MemoryStrength.reweighed).max() ?? content.importance
        content.source = Self.source(members, run)
        self.content = content
        wording = best.id
    }

    /// Of episodes of several days, and the summary of earlier ones; `nil` where there are fewer days than `least`.
    init?(repeated members: [Memory], run: MemoryTime, least: Int) {
        let summaries = members.filter { $0.content.kind == .summary }
        let episodes = members.filter { $0.content.kind == .episode }
        let days = Set(episodes.map { $0.content.happened.milliseconds / MemoryContent.dayMilliseconds })
        guard let latest = episodes.max(by: { $0.content.happened < $1.content.happened }) ?? summaries.first, !episodes.isEmpty,
            !summaries.isEmpty || days.count >= least
        else { return nil }
        let said = latest.content.kind == .summary ? latest.content.value ?? latest.content.text : latest.content.text
        var content = latest.content
        content.kind = .summary
        content.value = said
        let first = members.map { $0.content.validFrom ?? $0.content.happened }.min() ?? latest.content.happened
        content.validFrom = first
        content.happened = members.map(\.content.happened).max() ?? latest.content.happened
        for other in members { content.tags.formUnion(other.content.tags) }
        content.confidence = members.map(\.content.confidence).max() ?? content.confidence
        content.importance = min(0.9, (members.map(MemoryStrength.reweighed).max() ?? content.importance) + 0.1)
        content.source = Self.source(members, run)
        let times = episodes.count + summaries.reduce(0) { $0 + $1.content.source.memories.count }
        let stem = said.last == "." ? String(said.dropLast()) : said
        content.text = "\(stem) (\(times) times from \(first.day) to \(content.happened.day))."
        self.content = content
        wording = nil
    }

    private static func source(_ members: [Memory], _ run: MemoryTime) -> MemorySource {
        var source = MemorySource(.consolidated)
        source.session = MemoryConsolidation.tag(run)
        // A summary's own sources stay known.
        source.memories = members.flatMap { $0.content.kind == .summary ? $0.content.source.memories + [$0.id] : [$0.id] }.sorted()
        return source
    }
}

extension MemoryTime {
    /// The day in universal time, such as "2026-11-22" (days to civil dates after Hinnant, 2013).
    var day: String {
        let days = (milliseconds >= 0 ? milliseconds : milliseconds - MemoryContent.dayMilliseconds + 1) / MemoryContent.dayMilliseconds
        let shifted = days + 719_468
        let era = (shifted >= 0 ? shifted : shifted - 146_096) / 146_097
        let ofEra = shifted - era * 146_097
        let yearOfEra = (ofEra - ofEra / 1_460 + ofEra / 36_524 - ofEra / 146_096) / 365
        let dayOfYear = ofEra - (365 * yearOfEra + yearOfEra / 4 - yearOfEra / 100)
        let shiftedMonth = (5 * dayOfYear + 2) / 153
        let day = dayOfYear - (153 * shiftedMonth + 2) / 5 + 1
        let month = shiftedMonth < 10 ? shiftedMonth + 3 : shiftedMonth - 9
        let year = yearOfEra + era * 400 + (month <= 2 ? 1 : 0)
        return "\(year)-\(month < 10 ? "0" : "")\(month)-\(day < 10 ? "0" : "")\(day)"
    }
}
