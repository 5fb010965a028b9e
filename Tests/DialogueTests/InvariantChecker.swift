import Audio
import Dialogue

/// Watches effects and notes every broken promise.
struct InvariantChecker {
    private(set) var violations: [String] = []
    private var live: ResponseID?
    private var ended: Set<ResponseID> = []
    private var texts: [ResponseID: String] = [:]
    private var speechStart: InputSample?
    private var lastItem: ItemID?
    private var items: Set<ItemID> = []
    private var listening: Set<TurnID> = []
    private var finishing: Set<TurnID> = []
    private var thinking: Set<ResponseID> = []

    mutating func check(_ effect: Effect) {
        switch effect {
        case .listen(let turn, _): if !listening.insert(turn).inserted { violate("\(turn) is listened to twice") }
        case .finishListening(let turn):
            if !listening.contains(turn) { violate("\(turn) is finished but was not listened to") }
            finishing.insert(turn)
        case .stopListening(let turn):
            if listening.remove(turn) == nil { violate("\(turn) is stopped but was not listened to") }
        case .scoreTurn(let turn, _, let from, let to):
            if !listening.contains(turn) || from > to { violate("a score is asked of nothing") }
        case .think(let id, _):
            if id != live { violate("thinking for a response that is not live") }
            thinking.insert(id)
        case .stopThinking(let id): if thinking.remove(id) == nil { violate("thinking stopped that had not begun") }
        case .speak(let id, _, _, _, _): if id != live { violate("speaking for a response that is not live") }
        case .stopSpeaking: break
        case .sendAudio(let id, let samples):
            if id != live { violate("sound is sent for a response that is not live") }
            if samples <= 0 { violate("no sound is sent") }
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
        case .itemAdded(let item, let previous):
            if previous != lastItem { violate("an item is out of order") }
            if !items.insert(item.id).inserted { violate("an item is added twice") }
            lastItem = item.id
        case .responseCreated(let id, _, _):
            if live != nil { violate("two responses are live") }
            if ended.contains(id) { violate("a response begins again") }
            live = id
        case .outputStarted(let id, _), .audioDone(let id, _): if id != live { violate("output of a response that is not live") }
        case .textDelta(let id, _, let text):
            if id != live { violate("text of a response that is not live") }
            texts[id, default: ""] += text
        case .outputDone(let id, let item):
            if id != live { violate("output of a response that is not live") }
            checkText(of: id, item)
        case .responseDone(let id, _, _):
            if id != live { violate("a response ends that is not live") }
            if !ended.insert(id).inserted { violate("a response ends twice") }
            live = nil
        default: break
        }
    }

    private mutating func checkText(of id: ResponseID, _ item: Item) {
        switch item.content {
        case .outputAudio(let text), .outputText(let text):
            if !texts[id, default: ""].hasPrefix(text) { violate("the text kept is no prefix of the text made") }
        default: violate("an output item without content")
        }
    }

    mutating func checkClosed() {
        if live != nil { violate("a response outlives the conversation") }
        if speechStart != nil { violate("speech never stopped") }
        if !listening.subtracting(finishing).isEmpty { violate("an utterance outlives the conversation") }
    }

    private mutating func violate(_ message: String) { violations.append(message) }
}
