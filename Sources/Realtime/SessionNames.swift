internal import Dialogue

/// How a session's responses and items are called on the wire.
struct SessionNames: Sendable {
    let session: String
    private let suffix: String
    /// Names clients gave to items of theirs, both ways.
    private var given: [ItemID: String] = [:]
    private var items: [String: ItemID] = [:]

    init(_ id: String) {
        session = "sess_\(id)"
        suffix = id
    }

    var conversation: String { "conv_\(suffix)" }
    func response(_ id: ResponseID) -> String { "resp_\(suffix)_\(id.number)" }
    func event(_ number: Int) -> String { "event_\(suffix)_\(number)" }
    func item(_ id: ItemID) -> String { given[id] ?? itemPrefix + String(id.number) }

    private var itemPrefix: String { "item_\(suffix)_" }

    /// Notes the name a client gave to an item of its own.
    mutating func give(_ name: String, to id: ItemID) {
        given[id] = name
        items[name] = id
    }

    /// The item is gone; its name may be used again.
    mutating func forget(_ id: ItemID) {
        if let name = given.removeValue(forKey: id) { items[name] = nil }
    }

    /// The response a client means; `nil` where the name is not one of this session's.
    func response(named name: String) -> ResponseID? { Self.number(name, after: "resp_\(suffix)_").map { ResponseID($0) } }

    /// Which of a session's events is called so, counted from 1; `nil` where none can be.
    static func event(named name: String, in session: String) -> Int? {
        number(name, after: "event_\(session)_").flatMap { $0 > 0 ? $0 : nil }
    }

    /// The item a client means; `nil` where the name was never one of this session's.
    func item(named name: String) -> ItemID? { items[name] ?? Self.number(name, after: itemPrefix).map { ItemID($0) } }

    private static func number(_ name: String, after prefix: String) -> Int? {
        guard name.hasPrefix(prefix) else { return nil }
        return Int(name.dropFirst(prefix.count))
    }
}
