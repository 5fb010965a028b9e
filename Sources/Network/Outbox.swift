/// What waits to be sent on one connection, in order, up to a number of bytes; the policy beyond it is the owner's.
struct Outbox {
    private struct Item {
        var header: WebSocketFrameHeader?
        var payload: [UInt8]

        var count: Int { (header?.count ?? 0) + payload.count }
    }

    private var items: [Item] = []
    private var head = 0
    /// Bytes of the first item that are gone.
    private var sent = 0
    /// Bytes that still wait.
    private(set) var count = 0

    var isEmpty: Bool { count == 0 }

    mutating func append(_ bytes: [UInt8]) { append(Item(header: nil, payload: bytes)) }

    mutating func append(_ opcode: WebSocketOpcode, _ payload: [UInt8]) {
        append(Item(header: WebSocketFrameHeader(opcode, payloadBytes: payload.count), payload: payload))
    }

    private mutating func append(_ item: Item) {
        guard item.count > 0 else { return }
        items.append(item)
        count += item.count
    }

    /// Forgets all but what has been begun: half a frame cannot be taken back.
    mutating func discardUnbegun() {
        guard !isEmpty else { return }
        items.removeSubrange((sent > 0 ? head + 1 : head)...)
        count = sent > 0 ? items[head].count - sent : 0
        if count == 0 { removeAll() }
    }

    mutating func removeAll() {
        items = []
        head = 0
        sent = 0
        count = 0
    }

    /// Moves bytes to `buffer`, as many as fit; gives how many.
    mutating func fill(_ buffer: UnsafeMutableRawBufferPointer) -> Int {
        var filled = 0
        while head < items.count, filled < buffer.count {
            let headerCount = items[head].header?.count ?? 0
            if let header = items[head].header, sent < headerCount {
                unsafe buffer[filled] = header.bytes[sent]
                filled += 1
                sent += 1
            } else {
                let from = sent - headerCount
                let taken = min(items[head].payload.count - from, buffer.count - filled)
                unsafe items[head].payload.withUnsafeBytes { payload in
                    unsafe UnsafeMutableRawBufferPointer(rebasing: buffer[filled...])
                        .copyMemory(from: UnsafeRawBufferPointer(rebasing: payload[from..<(from + taken)]))
                }
                filled += taken
                sent += taken
            }
            if sent == items[head].count {
                items[head].payload = []
                head += 1
                sent = 0
            }
        }
        count -= filled
        if count == 0 {
            // Keeps a little room, so that a steady stream of small messages does not allocate.
            let keep = items.capacity <= 32
            items.removeAll(keepingCapacity: keep)
            head = 0
        } else if head > 64, head * 2 > items.count {
            items.removeFirst(head)
            head = 0
        }
        return filled
    }
}
