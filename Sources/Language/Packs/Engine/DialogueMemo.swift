internal import Dialogue
internal import Wire

/// The engine's own state of a conversation.
struct DialogueMemo: Sendable, Equatable {
    /// What the last answer asked.
    enum Pending: Sendable, Equatable {
        case slot(intent: String, slots: [String: SlotValue], slot: String, tries: Int)
        /// `call`: what a yes does, where it is not the intent with these slots; `before`: what it does first.
        case confirm(intent: String, slots: [String: SlotValue], call: PlannedCall?, before: PlannedCall?)
        /// Which of these intents `text` meant; a single one is a question for yes or no.
        case choice(intents: [String], text: String)
        case offer(intent: String)
    }

    /// One turn that was understood.
    struct Turn: Sendable, Equatable {
        var intent: String
        var slots: [String: SlotValue]
        var result: JSONValue?
        var undo: PlannedCall?
    }

    struct Undo: Sendable, Equatable {
        var call: PlannedCall
        var title: String
        var turn: Int
    }

    /// Seconds of local time, of the last turn.
    var time = 0
    /// How many turns there were.
    var turn = 0
    var pending: Pending?
    /// The oldest first.
    var recent: [Turn] = []
    var undo: Undo?

    private static let version = 1
    /// A longer result is not remembered.
    private static let longestResult = 4_096

    /// Seconds of local time; 0 where the clock handed over a day that does not exist.
    static func seconds(_ now: CivilTime) -> Int {
        guard let day = CalendarDate(now) else { return 0 }
        return day.dayNumber * 86_400 + now.hour * 3_600 + now.minute * 60 + now.second
    }

    mutating func remember(_ turn: Turn, most: Int) {
        var turn = turn
        if let result = turn.result, result.text.utf8.count > Self.longestResult { turn.result = nil }
        recent.append(turn)
        if recent.count > most { recent.removeFirst(recent.count - most) }
    }

    /// What was undone cannot be undone again.
    mutating func forget(undone: PlannedCall) {
        if undo?.call == undone { undo = nil }
        for index in recent.indices where recent[index].undo == undone { recent[index].undo = nil }
    }

    // MARK: Text

    init() {}

    /// What is no memo, or one of another version, is a fresh state.
    init(_ text: String) {
        guard !text.isEmpty, let json = try? JSONValue.parse(Array(text.utf8)), json["version"]?.integer == Self.version else { return }
        time = json["time"]?.integer ?? 0
        turn = max(0, json["turn"]?.integer ?? 0)
        pending = json["pending"].flatMap(Self.pending)
        recent = (json["recent"]?.array ?? []).compactMap { entry in
            guard let intent = entry["intent"]?.string else { return nil }
            return Turn(intent: intent, slots: Self.slots(entry["slots"]), result: entry["result"], undo: PlannedCall(kept: entry["undo"]))
        }
        if let entry = json["undo"], let call = PlannedCall(kept: entry["call"]) {
            undo = Undo(call: call, title: entry["title"]?.string ?? "", turn: entry["turn"]?.integer ?? 0)
        }
    }

    var text: String {
        var members: [String: JSONValue] = [
            "version": .integer(Self.version), "time": .integer(time), "turn": .integer(turn),
            "recent": .array(
                recent.map { turn in
                    var entry: [String: JSONValue] = ["intent": .string(turn.intent), "slots": Self.kept(turn.slots)]
                    entry["result"] = turn.result
                    entry["undo"] = turn.undo?.kept
                    return .object(entry)
                }),
        ]
        members["pending"] = pending.map(Self.kept)
        members["undo"] = undo.map { ["call": $0.call.kept, "title": .string($0.title), "turn": .integer($0.turn)] }
        return JSONValue.object(members).text
    }

    private static func kept(_ slots: [String: SlotValue]) -> JSONValue { .object(slots.mapValues(\.kept)) }

    private static func slots(_ json: JSONValue?) -> [String: SlotValue] {
        guard case .object(let members)? = json else { return [:] }
        return members.compactMapValues(SlotValue.init(kept:))
    }

    private static func kept(_ pending: Pending) -> JSONValue {
        switch pending {
        case .slot(let intent, let slots, let slot, let tries):
            return ["kind": "slot", "intent": .string(intent), "slots": kept(slots), "slot": .string(slot), "tries": .integer(tries)]
        case .confirm(let intent, let slots, let call, let before):
            return [
                "kind": "confirm", "intent": .string(intent), "slots": kept(slots), "call": call?.kept ?? .null,
                "before": before?.kept ?? .null,
            ]
        case .choice(let intents, let text):
            return ["kind": "choice", "intents": .array(intents.map { .string($0) }), "text": .string(text)]
        case .offer(let intent): return ["kind": "offer", "intent": .string(intent)]
        }
    }

    private static func pending(_ json: JSONValue) -> Pending? {
        let intent = json["intent"]?.string
        switch json["kind"]?.string {
        case "slot":
            guard let intent, let slot = json["slot"]?.string else { return nil }
            return .slot(intent: intent, slots: slots(json["slots"]), slot: slot, tries: json["tries"]?.integer ?? 0)
        case "confirm":
            return intent.map {
                .confirm(
                    intent: $0, slots: slots(json["slots"]), call: PlannedCall(kept: json["call"]),
                    before: PlannedCall(kept: json["before"]))
            }
        case "choice":
            return .choice(intents: (json["intents"]?.array ?? []).compactMap(\.string), text: json["text"]?.string ?? "")
        case "offer": return intent.map { .offer(intent: $0) }
        default: return nil
        }
    }
}
