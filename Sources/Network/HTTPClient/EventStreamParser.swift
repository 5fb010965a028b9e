/// Reads server-sent events (WHATWG HTML, section 9.2) from bytes cut anywhere. No I/O.
package struct EventStreamParser: Sendable {
    package struct Event: Sendable, Equatable {
        package var data: [UInt8]
        /// As the server named it; empty where it did not.
        package var kind: [UInt8]

        package var isMessage: Bool { kind.isEmpty || kind.elementsEqual("message".utf8) }
    }

    /// Bytes of one event; a server that sends more without an end is not one of ours.
    package static let maximumBytes = 4 << 20

    /// Where the stream could be taken up again: the last id that an event had.
    package private(set) var lastID: String?
    /// How long the server wants to be left alone before that.
    package private(set) var retry: Duration?
    /// An event was too long: nothing more is read.
    package private(set) var isOverlong = false

    private let limit: Int
    private var line: [UInt8] = []
    private var data: [UInt8] = []
    private var hasData = false
    private var kind: [UInt8] = []
    private var id: String?
    private var endedInReturn = false
    private var isAtStart = true

    /// - Parameter limit: bytes of one event.
    package init(limit: Int = maximumBytes) { self.limit = limit }

    /// Gives the events that the bytes complete.
    package mutating func push(_ bytes: some Sequence<UInt8>) -> [Event] {
        var events: [Event] = []
        for byte in bytes where !isOverlong {
            switch byte {
            case UInt8(ascii: "\n") where endedInReturn: endedInReturn = false
            case UInt8(ascii: "\n"), UInt8(ascii: "\r"):
                endedInReturn = byte == UInt8(ascii: "\r")
                if let event = endLine() { events.append(event) }
            default:
                endedInReturn = false
                line.append(byte)
                isOverlong = line.count + data.count > limit
            }
        }
        return events
    }

    private mutating func endLine() -> Event? {
        defer { line.removeAll(keepingCapacity: true) }
        if isAtStart {
            isAtStart = false
            if line.starts(with: [0xEF, 0xBB, 0xBF]) { line.removeFirst(3) }
        }
        guard !line.isEmpty else { return endEvent() }
        let name = line.prefix { $0 != UInt8(ascii: ":") }
        var value = line.dropFirst(name.count + 1)
        if value.first == UInt8(ascii: " ") { value = value.dropFirst() }
        if name.elementsEqual("data".utf8) {
            if hasData { data.append(UInt8(ascii: "\n")) }
            data += value
            hasData = true
        } else if name.elementsEqual("event".utf8) {
            kind = Array(value)
        } else if name.elementsEqual("id".utf8) {
            if !value.contains(0) { id = String(decoding: value, as: UTF8.self) }
        } else if name.elementsEqual("retry".utf8), let milliseconds = Int(String(decoding: value, as: UTF8.self)),
            // As long as a day; longer ones are no wish to be asked again.
            (0...86_400_000).contains(milliseconds)
        {
            retry = .milliseconds(milliseconds)
        }
        return nil
    }

    private mutating func endEvent() -> Event? {
        defer {
            data = []
            hasData = false
            kind = []
        }
        if let id { lastID = id.isEmpty ? nil : id }
        return hasData ? Event(data: data, kind: kind) : nil
    }
}
