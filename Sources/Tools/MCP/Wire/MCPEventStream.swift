/// Reads server-sent events (WHATWG HTML, section 9.2) from bytes as they arrive.
package struct MCPEventStream: Sendable {
    package struct Event: Sendable, Equatable {
        package var data: [UInt8]
        /// The last id that the stream named, where it can be taken up again.
        package var id: String?
    }

    /// An event is longer than the limit.
    package struct TooLong: Error, Equatable {}

    /// Where the stream could be taken up again: the last id that an event had.
    package private(set) var lastID: String?
    /// How long the server wants to be left alone before that.
    package private(set) var retry: Duration?

    private let limit: Int
    private var line: [UInt8] = []
    private var data: [UInt8] = []
    private var hasData = false
    private var kind: [UInt8] = []
    private var id: String?
    private var endedWithReturn = false
    private var isAtStart = true

    /// - Parameter limit: bytes of one event.
    package init(limit: Int) { self.limit = limit }

    /// The events that are complete now. Those that are no messages, and those without data, are left out.
    package mutating func push(_ bytes: some Sequence<UInt8>) throws(TooLong) -> [Event] {
        var events: [Event] = []
        for byte in bytes {
            if endedWithReturn {
                endedWithReturn = false
                if byte == UInt8(ascii: "\n") { continue }
            }
            switch byte {
            case UInt8(ascii: "\n"), UInt8(ascii: "\r"):
                endedWithReturn = byte == UInt8(ascii: "\r")
                if let event = endOfLine() { events.append(event) }
            default:
                guard line.count + data.count < limit else { throw TooLong() }
                line.append(byte)
            }
        }
        return events
    }

    private mutating func endOfLine() -> Event? {
        defer { line.removeAll(keepingCapacity: true) }
        if isAtStart {
            isAtStart = false
            if line.starts(with: [0xEF, 0xBB, 0xBF]) { line.removeFirst(3) }
        }
        guard !line.isEmpty else { return dispatch() }
        let colon = line.firstIndex(of: UInt8(ascii: ":"))
        let name = line[..<(colon ?? line.endIndex)]
        var value = colon.map { line[($0 + 1)...] } ?? []
        if value.first == UInt8(ascii: " ") { value = value.dropFirst() }
        switch String(decoding: name, as: UTF8.self) {
        case "data":
            if hasData { data.append(UInt8(ascii: "\n")) }
            data += value
            hasData = true
        case "event": kind = Array(value)
        case "id": if !value.contains(0) { id = String(decoding: value, as: UTF8.self) }
        case "retry":
            // As long as a day; longer ones are no wish to be asked again.
            if let milliseconds = Int(String(decoding: value, as: UTF8.self)), (0...86_400_000).contains(milliseconds) {
                retry = .milliseconds(milliseconds)
            }
        default: break
        }
        return nil
    }

    private mutating func dispatch() -> Event? {
        defer {
            data = []
            hasData = false
            kind = []
        }
        if let id { lastID = id.isEmpty ? nil : id }
        guard !data.isEmpty, kind.isEmpty || kind.elementsEqual("message".utf8) else { return nil }
        return Event(data: data, id: lastID)
    }
}
