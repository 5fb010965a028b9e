package import Wire

extension MemoryStatistics {
    /// As commands and doors tell it.
    package var members: [String: JSONValue] {
        let kinds = MemoryContent.Kind.allCases.map { ($0.rawValue, JSONValue.integer(byKind[$0] ?? 0)) }
        return [
            "memories": .integer(memories), "retired": .integer(retired), "without_vector": .integer(withoutVector),
            "bytes": .integer(bytes),
            "by_kind": .object(Dictionary(uniqueKeysWithValues: kinds)),
        ]
    }
}

extension ConsolidationReport {
    /// As commands and doors tell it: numbers alone.
    package var members: [String: JSONValue] {
        let merges = merges.map { merge -> JSONValue in
            ["into": .integer(merge.into), "from": .array(merge.from.map { .integer($0) }), "reason": .string(merge.reason.rawValue)]
        }
        return [
            "run": .integer(run.milliseconds), "before": .integer(before), "after": .integer(after), "merges": .array(merges),
            "put_away": .array(decayed.map { .integer($0) }),
        ]
    }
}
