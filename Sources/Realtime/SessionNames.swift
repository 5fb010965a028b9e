internal import Dialogue

/// How a session's turns, responses and items are called on the wire.
struct SessionNames: Sendable {
    let session: String
    private let suffix: String

    init(_ id: String) {
        session = "sess_\(id)"
        suffix = id
    }

    var conversation: String { "conv_\(suffix)" }
    func item(_ id: ItemID) -> String { "item_\(suffix)_\(id.number)" }
    func response(_ id: ResponseID) -> String { "resp_\(suffix)_\(id.number)" }
    func event(_ number: Int) -> String { "event_\(suffix)_\(number)" }

    /// The response a client means; `nil` where the name is not one of this session's.
    func response(named name: String) -> ResponseID? {
        let prefix = "resp_\(suffix)_"
        guard name.hasPrefix(prefix), let number = Int(name.dropFirst(prefix.count)) else { return nil }
        return ResponseID(number)
    }
}
