/// The tables of a profile.
extension Profile {
    /// Where the time of the answers went, from the true end of speech to the first audible sample; shares are of that.
    package var parts: [ProfileRow] {
        let whole = milliseconds(of: .turn).reduce(0, +)
        return SpanName.parts.compactMap { ProfileRow($0.text, milliseconds(of: $0), whole: whole) }
    }

    /// The answers' times as wholes; `nil` where there was none.
    package var answers: ProfileRow? {
        let values = milliseconds(of: .turn)
        return ProfileRow("total", values, whole: values.reduce(0, +))
    }

    /// Each stage's work for one turn; shares are of all work for turns.
    ///
    /// Work between turns, such as listening to silence, is not in it.
    package var stages: [ProfileRow] {
        let answered = Set(turns.map(\.turnKey))
        var sums: [ProfileStage: [UInt64: Double]] = [:]
        for stage in ProfileStage.allCases {
            let names = Set(stage.spans)
            for span in spans where names.contains(span.name) && answered.contains(span.turnKey) {
                sums[stage, default: [:]][span.turnKey, default: 0] += span.milliseconds
            }
        }
        let whole = sums.values.reduce(0) { $0 + $1.values.reduce(0, +) }
        return ProfileStage.allCases.compactMap { stage in
            sums[stage].flatMap { ProfileRow(stage.rawValue, Array($0.values), whole: whole) }
        }
    }

    /// Each kind of call, one by one; shares are of the session's whole time, so that two busy processors make 2.
    package var calls: [ProfileRow] { rows(.work) }

    /// The same for waits.
    package var waits: [ProfileRow] { rows(.wait) }

    private func rows(_ kind: SpanName.Kind) -> [ProfileRow] {
        SpanName.allCases.filter { $0.kind == kind }.compactMap { ProfileRow($0.text, milliseconds(of: $0), whole: seconds * 1_000) }
    }
}
