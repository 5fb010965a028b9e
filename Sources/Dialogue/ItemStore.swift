/// The items of a conversation in their order; the oldest are forgotten beyond a number and a size.
struct ItemStore: Sendable {
    struct Entry: Sendable {
        var item: Item
        /// The response that answers it; `nil` where none has yet, and for what needs no answer.
        var answer: ResponseID?
        /// How a spoken item became sound, so that it can be cut where the ear left off.
        var spoken: SpokenReply?
        /// Samples of its sound that were sent.
        var sent = 0
        /// Calls that the responder made by itself to answer it.
        var calls: [ToolResult] = []
    }

    private(set) var entries: [Entry] = []
    private var textBytes = 0

    static let capacity = 400
    /// Bytes of text in all items together.
    static let textCapacity = 1 << 20

    /// Puts an item in its place; gives the one before it. An unknown anchor counts as the end.
    mutating func insert(_ item: Item, _ placement: ItemPlacement) -> ItemID? {
        let index =
            switch placement {
            case .end: entries.count
            case .start: 0
            case .after(let id): (index(of: id) ?? entries.count - 1) + 1
            }
        entries.insert(Entry(item: item), at: index)
        textBytes += item.textBytes
        return index == 0 ? nil : entries[index - 1].item.id
    }

    /// Changes an entry; nothing happens where it was deleted meanwhile.
    mutating func modify(_ id: ItemID, _ body: (inout Entry) -> Void) {
        guard let index = index(of: id) else { return }
        textBytes -= entries[index].item.textBytes
        body(&entries[index])
        textBytes += entries[index].item.textBytes
    }

    @discardableResult
    mutating func remove(_ id: ItemID) -> Entry? {
        guard let index = index(of: id) else { return nil }
        textBytes -= entries[index].item.textBytes
        return entries.remove(at: index)
    }

    /// Notes that nothing the user said before an item waits for an answer any more.
    mutating func answer(before id: ItemID, by response: ResponseID) {
        guard let end = index(of: id) else { return }
        for index in entries.indices.prefix(end) where entries[index].item.role == .user && entries[index].answer == nil {
            entries[index].answer = response
        }
    }

    /// Whether anything said or typed waits for an answer.
    var hasQuestion: Bool { entries.contains { $0.item.role == .user && $0.answer == nil && !$0.item.text.isEmpty } }

    /// Forgets the oldest items until the rest keeps to the limits; says which. `fresh` stays, wherever it was put.
    mutating func evict(sparing fresh: ItemID) -> [ItemID] {
        var evicted: [ItemID] = []
        while entries.count > Self.capacity || (textBytes > Self.textCapacity && entries.count > 1) {
            let oldest = entries.remove(at: entries[0].item.id == fresh ? 1 : 0)
            textBytes -= oldest.item.textBytes
            evicted.append(oldest.item.id)
        }
        return evicted
    }

    subscript(id: ItemID) -> Entry? { index(of: id).map { entries[$0] } }

    // The wanted item is nearly always among the last.
    private func index(of id: ItemID) -> Int? { entries.lastIndex { $0.item.id == id } }
}

extension Item {
    fileprivate var textBytes: Int {
        switch content {
        case .call(let call): call.callID.utf8.count + call.name.utf8.count + call.arguments.utf8.count
        case .callOutput(let callID, let output): callID.utf8.count + output.utf8.count
        default: text.utf8.count
        }
    }
}
