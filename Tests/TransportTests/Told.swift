import FoundationEssentials
import Wire

/// What a session told its client, without what differs from one session to the next.
struct Told: Sendable, Equatable {
    /// Letters and digits in every name of this session's.
    private let session: String
    /// All but the sound; names without the session's letters, times and tokens left out.
    private(set) var events: [JSONValue] = []
    /// By the item it belongs to.
    private(set) var sound: [String: [UInt8]] = [:]
    /// Of the last event.
    private(set) var type: String?
    private var count = 0
    private var item = ""

    init(created: JSONValue) throws {
        guard let name = created["session"]?["id"]?.string, name.hasPrefix("sess_") else { throw ResumingClient.Failure("no session id") }
        session = String(name.dropFirst(5))
    }

    static func == (left: Told, right: Told) -> Bool { left.events == right.events && left.sound == right.sound }

    /// Takes the next event and gives its id, which must be the one after the last.
    mutating func take(event bytes: [UInt8]) throws -> String {
        count += 1
        let text = String(decoding: bytes, as: UTF8.self)
        let raw = try JSONValue.parse(bytes)
        guard let id = raw["event_id"]?.string, id == "event_\(session)_\(count)" else {
            throw ResumingClient.Failure("event \(count) was expected, and this came: \(text.prefix(200))")
        }
        type = raw["type"]?.string
        if type == "response.output_audio.delta" {
            let item = raw["item_id"]?.string?.replacing(session, with: "ID") ?? ""
            sound[item, default: []] += Data(base64Encoded: raw["delta"]?.string ?? "").map(Array.init) ?? []
            return id
        }
        guard case .object(var event) = try JSONValue.parse(Array(text.replacing(session, with: "ID").utf8)) else {
            throw ResumingClient.Failure("no object")
        }
        for member in ["event_id", "latency", "speculation", "token"] { event[member] = nil }
        if type == "response.output_item.added" { item = event["item"]?["id"]?.string ?? "" }
        events.append(.object(event))
        return id
    }

    mutating func take(sound bytes: [UInt8]) { sound[item, default: []] += bytes }

    func all(_ type: String) -> [JSONValue] { events.filter { $0["type"]?.string == type } }
}
