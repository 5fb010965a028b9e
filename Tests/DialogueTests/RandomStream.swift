import Audio
import Dialogue

/// A small seeded generator (SplitMix64, Steele et al. 2014).
struct SplitMix: RandomNumberGenerator {
    var state: UInt64

    mutating func next() -> UInt64 {
        state &+= 0x9E37_79B9_7F4A_7C15
        var z = state
        z = (z ^ (z >> 30)) &* 0xBF58_476D_1CE4_E5B9
        z = (z ^ (z >> 27)) &* 0x94D0_49BB_1331_11EB
        return z ^ (z >> 31)
    }
}

/// Random but plausible events: stages answer late, twice or never; clients ask for anything at any time.
struct RandomStream {
    private(set) var time = SessionTime.zero
    /// The longest time between two events, in samples.
    private let step: Int
    private var heard = InputSample.zero
    private var isLoud = false
    /// A window is judged once it was heard.
    private var judged: Event?
    /// Answers the stages still owe.
    private var owed: [Event] = []

    init(step: Int = 400) { self.step = step }

    mutating func next(_ random: inout SplitMix) -> Event {
        if let judged = judged.take() { return judged }
        time = time + Int.random(in: 0...step, using: &random)
        if !owed.isEmpty, Int.random(in: 0..<3, using: &random) == 0 {
            return owed.remove(at: Int.random(in: 0..<owed.count, using: &random))
        }
        switch Int.random(in: 0..<111, using: &random) {
        case 0..<60:
            if Int.random(in: 0..<12, using: &random) == 0 { isLoud.toggle() }
            heard = heard + 512
            judged = .voice(probability: isLoud ? 0.9 : 0.1, decibels: isLoud ? -20 : -60, end: heard)
            return .heard(end: heard)
        case 60..<72: return .heard(end: heard + Int.random(in: 0..<512, using: &random))
        case 72..<86: return .tick(nil)
        case 86: return .commitInput(request: "c")
        case 87: return .clearInput
        case 88..<90: return addition(&random)
        case 90..<94: return .respond(options(&random), request: "r")
        case 94..<96: return .cancelResponse(nil, request: "x")
        case 96: return .cancelResponse(ResponseID(any(&random)), request: "y")
        case 97: return .configure(randomSettings(&random))
        case 98: return .reply(ResponseID(any(&random)), .text("stale"))
        case 99: return .synthesized(ResponseID(any(&random)), clause: 0, samples: 999)
        case 100: return .transcript(TurnID(any(&random)), text: "stale")
        case 101: return .retrieveItem(ItemID(any(&random)), request: "g")
        case 102: return .truncateItem(ItemID(any(&random)), milliseconds: Int.random(in: 0..<3_000, using: &random), request: "t")
        case 103: return .deleteItem(ItemID(any(&random)), request: "d")
        case 104: return .clearOutput(request: "o")
        case 105: return Bool.random(using: &random) ? .detached : .load(isBusy: Bool.random(using: &random))
        case 110: return .announce("A reminder.")
        case 106..<109: return .attached(unheard: Int.random(in: 0..<4_000, using: &random))
        default: return .addSpokenItem(samples: 8_000, .end, request: "s")
        }
    }

    /// A number that some item, turn or response may have.
    private func any(_ random: inout SplitMix) -> Int { Int.random(in: 0..<80, using: &random) }

    private func addition(_ random: inout SplitMix) -> Event {
        let placement = [ItemPlacement.end, .start, .after(ItemID(any(&random)))].randomElement(using: &random) ?? .end
        switch Int.random(in: 0..<5, using: &random) {
        case 0: return .addItem(.outputText("said"), role: .assistant, placement, request: "a")
        case 1: return .addItem(.inputText("rule"), role: .system, placement, request: "a")
        case 2: return .addItem(.callOutput(callID: "call_\(any(&random))", output: "42"), role: .user, placement, request: "a")
        default: return .addItem(.inputText("typed"), role: .user, placement, request: "a")
        }
    }

    private func options(_ random: inout SplitMix) -> ResponseOptions {
        var options = ResponseOptions()
        options.isInConversation = Int.random(in: 0..<3, using: &random) > 0
        if Int.random(in: 0..<4, using: &random) == 0 { options.maximumTokens = 3 }
        if Int.random(in: 0..<4, using: &random) == 0 {
            options.input = [.item(.inputText("aside"), role: .user), .reference(ItemID(any(&random)))]
        }
        return options
    }

    private func randomSettings(_ random: inout SplitMix) -> ConversationSettings {
        var settings = ConversationSettings()
        settings.turnDetection = [.semantic, .silence(.milliseconds(300)), .manual].randomElement(using: &random) ?? .semantic
        settings.isInterruptible = Bool.random(using: &random)
        settings.speaks = Bool.random(using: &random)
        settings.reversesBargeIn = Int.random(in: 0..<4, using: &random) > 0
        settings.filler = ([nil, .sound, .words] as [Filler?]).randomElement(using: &random) ?? nil
        settings.fillerDelay = .milliseconds(40)
        settings.idleTimeout = Bool.random(using: &random) ? .milliseconds(400) : nil
        return settings
    }

    mutating func observe(_ effects: [Effect], _ random: inout SplitMix) {
        for effect in effects {
            switch effect {
            case .listen(let turn, _):
                if Int.random(in: 0..<10, using: &random) == 0 { owed.append(.recognitionFailed(turn, reason: "busy")) }
                if let words = ["yeah", "stop", "one two three four", "the weather is", ""].randomElement(using: &random) {
                    owed.append(.partial(turn, text: words))
                }
            case .scoreTurn(let turn, let revision, _, _):
                owed.append(.turnScore(turn, revision: revision, completeness: Bool.random(using: &random) ? 0.9 : 0.1))
            case .peek(let turn, let tag):
                owed.append(.peeked(turn, tag: tag, text: ["some words", "some", ""].randomElement(using: &random) ?? ""))
            case .finishListening(_, .some): break
            case .finishListening(let turn, _), .transcribeAttachment(let turn):
                let failed = Int.random(in: 0..<8, using: &random) == 0
                owed.append(failed ? .recognitionFailed(turn, reason: "busy") : .transcript(turn, text: "some words"))
            case .think(let id, _):
                if Int.random(in: 0..<8, using: &random) == 0 {
                    owed.append(.reply(id, .failed(reason: "gone")))
                } else {
                    let timer = TimerRequest(duration: .milliseconds(50), label: "short", announcement: "It is time.")
                    owed += [
                        .reply(id, .note(ReplyNote(kind: "reply.routed", details: "{}"))),
                        .reply(id, .used(ToolResult(name: "list.add", arguments: "{}", output: "{}"))),
                        .reply(id, .memo("{\"number\":\(id.number)}")), .reply(id, .usage(input: 10, output: 2)),
                    ]
                    owed += [.reply(id, .startTimer(timer)), .reply(id, .text("One two, three four. Five")), .reply(id, .text(" six."))]
                    if Bool.random(using: &random) {
                        owed += [.reply(id, .call(name: "f")), .reply(id, .callArguments("{\"a\":")), .reply(id, .callArguments("1}"))]
                    }
                    owed.append(.reply(id, .finished))
                }
            case .fill(let id, _, _, _): owed.append(.fillerSynthesized(id, samples: 6_000))
            case .speak(let id, let clause, _, _, _, _, _):
                owed += [
                    .levels(id, [-20, -24, -40, -22, -30, -26, -20]), .synthesized(id, clause: clause, samples: 4_000),
                    .clauseFinished(id, clause: clause),
                ]
                if Int.random(in: 0..<20, using: &random) == 0 { owed.append(.synthesisFailed(id, reason: "voice")) }
            default: break
            }
        }
        if owed.count > 40 { owed.removeFirst(20) }
    }
}
