internal import Memory
internal import Network
internal import Wire

/// The parameters and the body of a request about memories.
struct MemoryQuery {
    private let members: [String: String]

    init(_ members: [String: String]) { self.members = members }

    /// Throws for a parameter that means nothing here: a mistyped filter would tell more than was asked for.
    func allow(_ names: Set<String>) throws(MemoryRefusal) {
        let known = names.union(["person"])
        guard let stranger = members.keys.filter({ !known.contains($0) }).min() else { return }
        throw .invalid(
            stranger, "There is no parameter \"\(stranger.prefix(40))\" here; there are \(known.sorted().joined(separator: ", ")).")
    }

    func text(_ name: String) -> String? { members[name] }

    func whole(_ name: String, in range: ClosedRange<Int>) throws(MemoryRefusal) -> Int? {
        guard let text = members[name] else { return nil }
        guard let number = Int(text), range.contains(number) else {
            throw .invalid(name, "\"\(name)\" must be a whole number from \(range.lowerBound) to \(range.upperBound).")
        }
        return number
    }

    func isSet(_ name: String) throws(MemoryRefusal) -> Bool {
        switch members[name] {
        case nil, "false": false
        case "true": true
        default: throw .invalid(name, "\"\(name)\" must be true or false.")
        }
    }

    private func time(_ name: String) throws(MemoryRefusal) -> MemoryTime? {
        try whole(name, in: 0...Int.max >> 1).map { MemoryTime(milliseconds: $0) }
    }

    static let filters: Set<String> = ["kind", "tag", "attribute", "from", "until", "as_of", "retired"]

    /// Several kinds or tags are separated by commas.
    func filter() throws(MemoryRefusal) -> MemoryFilter {
        var filter = MemoryFilter()
        for word in list("kind") {
            guard let kind = MemoryContent.Kind(rawValue: word) else {
                throw .invalid(
                    "kind", "\"kind\" is one or several of \(MemoryContent.Kind.allCases.map(\.rawValue).joined(separator: ", ")).")
            }
            filter.kinds.insert(kind)
        }
        filter.tags = Set(list("tag"))
        filter.attribute = members["attribute"]
        filter.from = try time("from")
        filter.until = try time("until")
        filter.asOf = try time("as_of")
        filter.includesRetired = try isSet("retired")
        return filter
    }

    private func list(_ name: String) -> [String] { members[name]?.split(separator: ",").map(String.init) ?? [] }

    /// A JSON object sent as such.
    static func body(of request: HTTPRequest) throws(MemoryRefusal) -> [String: JSONValue] {
        guard request.carriesJSON else {
            throw MemoryRefusal(415, "unsupported_media_type", "Send the body as Content-Type: application/json.")
        }
        let value: JSONValue
        do { value = try JSONValue.parse(request.body) } catch { throw MemoryRefusal(400, "invalid_json", error.message) }
        guard case .object(let members) = value else { throw MemoryRefusal(400, "invalid_json", "The body must be one JSON object.") }
        return members
    }
}
