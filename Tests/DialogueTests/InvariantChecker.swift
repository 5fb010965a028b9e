import Audio
import Dialogue

/// Watches effects and notes every broken promise.
struct InvariantChecker {
    private(set) var violations: [String] = []
    /// Responses under way, and how each was announced.
    private var live: [ResponseID: ResponseFormat] = [:]
    private var ended: Set<ResponseID> = []
    private var texts: [ItemID: String] = [:]
    /// Items of live responses that are not complete yet.
    private var open: [ItemID: ResponseID] = [:]
    private var speechStart: InputSample?
    /// The conversation as a client sees it.
    private var order: [ItemID] = []
    private var known: Set<ItemID> = []
    private var listening: Set<TurnID> = []
    private var finishing: Set<TurnID> = []
    private var thinking: Set<ResponseID> = []
    /// Replies made ready that do not know yet whether they are wanted.
    private var uncommitted: Set<ResponseID> = []
    /// A reply made ready that nobody may hear of yet.
    private var ready: ResponseID?
    private var ducked: Set<ResponseID> = []
    private var held: Set<ResponseID> = []
    /// Responses with a filler under way, and those whose own sound has begun.
    private var filling: Set<ResponseID> = []
    private var sounding: Set<ResponseID> = []

    mutating func check(_ effect: Effect) {
        switch effect {
        case .listen(let turn, _), .transcribeAttachment(let turn):
            if !listening.insert(turn).inserted { violate("\(turn) is listened to twice") }
            // An attachment is whole from the start.
            if case .transcribeAttachment = effect { finishing.insert(turn) }
        case .peek(let turn, _):
            if !listening.contains(turn) || finishing.contains(turn) { violate("\(turn) is peeked at but not listened to") }
        case .finishListening(let turn, let accepted):
            if !listening.contains(turn) { violate("\(turn) is finished but was not listened to") }
            finishing.insert(turn)
            if accepted != nil { listening.remove(turn) }
        case .stopListening(let turn):
            if listening.remove(turn) == nil { violate("\(turn) is stopped but was not listened to") }
        case .scoreTurn(let turn, _, let from, let to):
            if !listening.contains(turn) || from > to { violate("a score of \(turn) is asked of nothing: \(from) to \(to)") }
        case .think(let id, let request):
            if live[id] == nil { ready = id }
            if request.isSpeculative != (live[id] == nil) { violate("a reply does not know whether its turn is over") }
            if request.isSpeculative { uncommitted.insert(id) }
            thinking.insert(id)
        case .commitThinking(let id):
            if !thinking.contains(id) || uncommitted.remove(id) == nil { violate("a reply is wanted that was not made ready, or twice") }
        case .stopThinking(let id): if thinking.remove(id) == nil { violate("thinking stopped that had not begun") }
        case .speak(let id, _, _, _, _, _, _):
            if live[id]?.speaks != true, id != ready { violate("speaking for a response that does not speak") }
        case .stopSpeaking(let id): if id == ready { ready = nil }
        case .sendAudio(let id, let samples):
            if live[id]?.speaks != true { violate("sound is sent for a response that does not speak") }
            if samples <= 0 { violate("no sound is sent") }
            if filling.contains(id) { violate("a reply is sent beside its filler") }
            sounding.insert(id)
            if held.contains(id) { violate("sound is sent of a response that is held") }
        case .duck(let id, _):
            if live[id]?.speaks != true { violate("a response is lowered that is not heard") }
            if !ducked.insert(id).inserted { violate("a response is lowered twice") }
        case .unduck(let id): if ducked.remove(id) == nil { violate("a response comes back that was not lowered") }
        case .fill(let id, _, _, _):
            if live[id]?.speaks != true || !filling.insert(id).inserted { violate("a filler for no reply, or twice") }
        case .sendFiller(let id, let samples):
            if !filling.contains(id) || sounding.contains(id) || samples <= 0 { violate("a filler goes on beside the reply") }
        case .stopFilling(let id): if filling.remove(id) == nil { violate("a filler is stopped that had not begun") }
        case .forget(let item):
            // The client has not been told yet of the one that took its place.
            if order.first == item { order.removeFirst() } else { violate("an item is forgotten that is not the oldest") }
        case .notify(let notice): check(notice)
        }
    }

    private mutating func check(_ notice: Notice) {
        switch notice {
        case .speechStarted(_, let at):
            if speechStart != nil { violate("speech started twice") }
            speechStart = at
        case .speechStopped(_, let at):
            if let speechStart, speechStart <= at {} else { violate("speech stopped without a start, or before it") }
            speechStart = nil
        case .itemAdded(let item, let previous): add(item.id, after: previous)
        case .itemDeleted(let item):
            if let index = order.firstIndex(of: item) { order.remove(at: index) } else { violate("an unknown item is deleted") }
        case .itemTruncated(let item, _): if !order.contains(item) { violate("an unknown item is truncated") }
        case .responseCreated(let id, let format):
            if format.isInConversation, live.values.contains(where: \.isInConversation) { violate("two responses are live") }
            if ended.contains(id) || live[id] != nil { violate("a response begins again") }
            live[id] = format
            if id == ready { ready = nil }
        case .outputStarted(let id, let item, _):
            if live[id] == nil { violate("output of a response that is not live") }
            open[item.id] = id
        case .audioDone(let id, let item): if live[id] == nil || open[item] != id { violate("sound ends that is not live") }
        case .textDelta(let id, let item, let text), .callDelta(let id, let item, let text):
            if live[id] == nil || open[item] != id { violate("words of an item that is not live") }
            texts[item, default: ""] += text
        case .outputDone(let id, let item):
            if live[id] == nil || open.removeValue(forKey: item.id) != id { violate("an item is done that is not live") }
            checkText(of: item)
        case .responseDone(let id, _, _, let output):
            if live.removeValue(forKey: id) == nil { violate("a response ends that is not live") }
            if !ended.insert(id).inserted { violate("a response ends twice") }
            if open.values.contains(id) { violate("an item outlives its response") }
            ducked.remove(id)
            held.remove(id)
            output.forEach { checkText(of: $0) }
        case .outputDucked(let id): if !ducked.contains(id) { violate("a response is called lowered that is not") }
        case .outputHeld(let id):
            if live[id] == nil || !ducked.contains(id) { violate("a response is held that was not lowered") }
            if !held.insert(id).inserted { violate("a response is held twice") }
        case .outputResumed(let id, _):
            if live[id] == nil || ducked.contains(id) { violate("a response goes on that is not live, or still lowered") }
            held.remove(id)
        default: break
        }
    }

    private mutating func add(_ item: ItemID, after previous: ItemID?) {
        if !known.insert(item).inserted { violate("an item is added twice") }
        guard let previous else {
            order.insert(item, at: 0)
            return
        }
        guard let index = order.firstIndex(of: previous) else { return violate("an item comes after one that is not there") }
        order.insert(item, at: index + 1)
    }

    private mutating func checkText(of item: Item) {
        switch item.content {
        case .outputAudio(let text), .outputText(let text):
            if !texts[item.id, default: ""].hasPrefix(text) { violate("the text kept is no prefix of the text made") }
        case .call(let call): if texts[item.id, default: ""] != call.arguments { violate("arguments differ from what was streamed") }
        default: violate("an output item without content")
        }
    }

    /// The order the conversation itself believes in must be the one clients were told.
    mutating func checkOrder(_ conversation: Conversation) {
        if conversation.itemOrder != order { violate("the order of items differs from what was told") }
    }

    mutating func checkClosed() {
        if !filling.isEmpty { violate("a filler outlives the conversation") }
        if !live.isEmpty { violate("a response outlives the conversation") }
        if speechStart != nil { violate("speech never stopped") }
        if !listening.subtracting(finishing).isEmpty { violate("an utterance outlives the conversation") }
    }

    private mutating func violate(_ message: String) { violations.append(message) }
}
