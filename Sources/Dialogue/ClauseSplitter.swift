struct ClauseSplitter: Sendable, Equatable {
    var rest = ""
    mutating func push(_ piece: String) -> [String] { rest += piece; return [] }
    mutating func finish() -> [String] { defer { rest = "" }; return rest.isEmpty ? [] : [rest] }
}
