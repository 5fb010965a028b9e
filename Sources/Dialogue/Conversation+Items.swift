internal import Audio

/// The list of items, and what clients do to it.
extension Conversation {
    /// Puts an item in its place and forgets the oldest beyond the limits; gives the item before it.
    @discardableResult
    mutating func place(_ item: Item, _ placement: ItemPlacement = .end, _ effects: inout [Effect]) -> ItemID? {
        let previous = items.insert(item, placement)
        effects += items.evict().map { .forget($0) }
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
        let item = Item(id: ItemID(nextNumber()), role: .user, status: .completed, content: .inputAudio(transcript: nil))
        add(item, placement, &effects)
        let turn = CommittedTurn(id: TurnID(nextNumber()), item: item.id, voiced: samples, samples: samples, wantsAnswer: false)
        committed.append(turn)
        effects.append(.transcribeAttachment(turn.id))
    }

    private func isKnown(_ placement: ItemPlacement) -> Bool {
        if case .after(let id) = placement { items[id] != nil } else { true }
    }

    mutating func retrieveItem(_ id: ItemID, _ request: String?, _ effects: inout [Effect]) {
        guard let entry = items[id] else { return refuse(.noSuchItem, Self.noSuchItem, request, &effects) }
        effects.append(.notify(.itemRetrieved(entry.item)))
    }

    /// The client says how much of a spoken item was really heard.
    mutating func truncateItem(_ id: ItemID, _ milliseconds: Int, _ request: String?, _ effects: inout [Effect]) {
        if let live = responses.first(where: { $0.outputs.contains { $0.item == id } }) {
            // A client that cuts what is being spoken has stopped playing it.
            endResponse(live.id, .cancelled(.clientCancelled), &effects)
        }
        guard let entry = items[id] else { return refuse(.noSuchItem, Self.noSuchItem, request, &effects) }
        guard let spoken = entry.spoken else {
            return refuse(.invalidValue, "Only items spoken by the assistant can be truncated.", request, &effects)
        }
        let samples = milliseconds * 16
        guard samples <= entry.sent else {
            let message = "audio_end_ms is \(milliseconds), but only \(entry.sent / 16) ms of the item were sent."
            return refuse(.invalidValue, message, request, &effects)
        }
        items.modify(id) { $0.item.content = .outputAudio(transcript: spoken.heard(played: samples)) }
        effects.append(.notify(.itemTruncated(id, milliseconds: milliseconds)))
    }

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
