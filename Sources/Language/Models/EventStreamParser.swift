/// Reads server-sent events (WHATWG HTML, section 9.2) from bytes cut anywhere; of each event its data.
package struct EventStreamParser: Sendable {
    /// Bytes of one event; a server that sends more without an end is not one of ours.
    package static let maximumBytes = 4 << 20

    private var line: [UInt8] = []
    private var data: [UInt8] = []
    private var hasData = false
    private var endedInReturn = false
    private var isAtStart = true
    /// An event was too long: nothing more is read.
    package private(set) var isOverlong = false

    package init() {}

    /// Gives the data of each event that the bytes complete.
    package mutating func push(_ bytes: some Sequence<UInt8>) -> [[UInt8]] {
        var events: [[UInt8]] = []
        for byte in bytes where !isOverlong {
            switch byte {
            case UInt8(ascii: "\n") where endedInReturn: endedInReturn = false
            case UInt8(ascii: "\n"), UInt8(ascii: "\r"):
                endedInReturn = byte == UInt8(ascii: "\r")
                if let event = endLine() { events.append(event) }
            default:
                endedInReturn = false
                line.append(byte)
                isOverlong = line.count + data.count > Self.maximumBytes
            }
        }
        return events
    }

    private mutating func endLine() -> [UInt8]? {
        defer { line.removeAll(keepingCapacity: true) }
        if isAtStart {
            isAtStart = false
            if line.starts(with: [0xEF, 0xBB, 0xBF]) { line.removeFirst(3) }
        }
        guard !line.isEmpty else {
            defer {
                data = []
                hasData = false
            }
            return hasData ? data : nil
        }
        let name = line.prefix { $0 != UInt8(ascii: ":") }
        guard name.elementsEqual("data".utf8) else { return nil }
        var value = line.dropFirst(name.count + 1)
        if value.first == UInt8(ascii: " ") { value = value.dropFirst() }
        if hasData { data.append(UInt8(ascii: "\n")) }
        data += value
        hasData = true
        return nil
    }
}
