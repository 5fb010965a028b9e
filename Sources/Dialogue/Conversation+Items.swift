internal import Audio

/// The list of items, and what clients do to it.
extension Conversation {
    /// Puts an item in its place and forgets the oldest beyond the limits; gives the item before it.
    @discardableResult
    mutating func place(_ item: Item, _ placement: ItemPlacement = .end, _ effects: inout [Effect]) -> ItemID? {
        let previous = items.insert(item, placement)
        effects += items.evict(sparing: item.id).map { .forget($0) }
        return previous
    }

    /// Adds a whole item and tells so.
    private mutating func add(_ item: Item, _ placement: ItemPlacement, _ effects: inout [Effect]) {
        let previous = place(item, placement, &effects)
        effects.append(.notify(.itemAdded(item, after: previous)))
        effects.append(.notify(.itemDone(item, after: previous)))
    }

    mutating func addItem(
        _ content: Item.Content, _ role: Role, _ placement: ItemPlacement, _ request: String?, _ effects: inout [Effect]
    ) {
        guard isKnown(placement) else { return refuse(.noSuchItem, "There is no item of the id in previous_item_id.", request, &effects) }
        let item = Item(id: ItemID(nextNumber()), role: role, status: .completed, content: content)
        add(item, placement, &effects)
        // What stands before something the assistant said was answered by it.
        if role == .assistant { items.answer(before: item.id, by: ResponseID(nextNumber())) }
    }

    mutating func addSpokenItem(_ samples: Int, _ placement: ItemPlacement, _ request: String?, _ effects: inout [Effect]) {
        guard isKnown(placement) else { return refuse(.noSuchItem, "There is no item of the id in previous_item_id.", request, &effects) }
        guard committed.count(where: { $0.isAttachment }) < Self.attachmentCapacity else {
            let message = "\(Self.attachmentCapacity) items with sound are being recognised: wait for their transcripts."
            return refuse(.tooManyItems, message, request, &effects)
        }
        let item = Item(id: ItemID(nextNumber()), role: .user, status: .completed, content: .inputAudio(transcript: nil))
        add(item, placement, &effects)
        var turn = CommittedTurn(id: TurnID(nextNumber()), item: item.id, voiced: samples, samples: samples, wantsAnswer: false)
        turn.isAttachment = true
        committed.append(turn)
        effects.append(.transcribeAttachment(turn.id))
    }

    /// Items with sound whose words may be awaited at once.
    private static let attachmentCapacity = 8

    private func isKnown(_ placement: ItemPlacement) -> Bool {
        if case .after(let id) = placement { items[id] != nil } else { true }
    }

    mutating func retrieveItem(_ id: ItemID, _ request: String?, _ effects: inout [Effect]) {
        guard let entry = items[id] else { return refuse(.noSuchItem, Self.noSuchItem, request, &effects) }
        effects.append(.notify(.itemRetrieved(entry.item)))
    }

    /// The response under way that speaks an item.
    private func response(speaking id: ItemID) -> LiveResponse? {
        responses.first { response in response.message.map { response.outputs[$0].item } == id }
    }

    /// The client says how far it has played. Once all was sent, that changes nothing.
    mutating func played(_ id: ItemID, _ milliseconds: Int, _ request: String?, _ effects: inout [Effect]) {
        let live = response(speaking: id)
        guard items[id] != nil || live != nil else { return refuse(.noSuchItem, Self.noSuchItem, request, &effects) }
        if let live { modify(live.id) { $0.playout.report(milliseconds * 16) } }
    }

    /// The client says how much of a spoken item was really heard.
    mutating func truncateItem(_ id: ItemID, _ milliseconds: Int, _ request: String?, _ effects: inout [Effect]) {
        let live = response(speaking: id)
        guard items[id] != nil || live != nil else { return refuse(.noSuchItem, Self.noSuchItem, request, &effects) }
        let isSpoken = live.map { $0.format.speaks && $0.format.isInConversation } ?? (items[id]?.spoken != nil)
        guard isSpoken else {
            return refuse(.invalidValue, "Only items spoken by the assistant in the conversation can be truncated.", request, &effects)
        }
        let sent = live?.playout.sent ?? items[id]?.sent ?? 0
        // Clients that reckon in whole buffers are a little beyond the end.
        guard milliseconds * 16 <= sent + Self.truncationTolerance else {
            let message = "audio_end_ms is \(milliseconds), but only \(sent / 16) ms of the item were sent."
            return refuse(.invalidValue, message, request, &effects)
        }
        // A client that cuts what is being spoken has stopped playing it.
        if let live { endResponse(live.id, .cancelled(.clientCancelled), tellsTruncation: false, &effects) }
        items.modify(id) { entry in
            guard let spoken = entry.spoken else { return }
            entry.item.content = .outputAudio(transcript: spoken.heard(played: min(milliseconds * 16, sent)))
        }
        effects.append(.notify(.itemTruncated(id, milliseconds: milliseconds)))
    }

    /// 200 ms.
    private static let truncationTolerance = 3_200

    mutating func deleteItem(_ id: ItemID, _ request: String?, _ effects: inout [Effect]) {
        guard !responses.contains(where: { $0.outputs.contains { $0.item == id } }) else {
            return refuse(.itemInUse, "The item is still being made: cancel its response first.", request, &effects)
        }
        guard items.remove(id) != nil else { return refuse(.noSuchItem, Self.noSuchItem, request, &effects) }
        if let index = committed.firstIndex(where: { $0.item == id }) {
            effects.append(.stopListening(committed.remove(at: index).id))
        }
        effects.append(.notify(.itemDeleted(id)))
    }

    private static let noSuchItem = "There is no item of this id in the conversation; it may have been deleted, or be too old to be kept."

    func refuse(_ code: RefusalCode, _ message: String, _ request: String?, _ effects: inout [Effect]) {
        effects.append(.notify(.refused(code: code, message: message, request: request)))
    }
}
