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
    private var heard = InputSample.zero
    private var isLoud = false
    /// Answers the stages still owe.
    private var owed: [Event] = []

    mutating func next(_ random: inout SplitMix) -> Event {
        time = time + Int.random(in: 0...400, using: &random)
        if !owed.isEmpty, Int.random(in: 0..<3, using: &random) == 0 {
            return owed.remove(at: Int.random(in: 0..<owed.count, using: &random))
        }
        switch Int.random(in: 0..<100, using: &random) {
        case 0..<60:
            if Int.random(in: 0..<12, using: &random) == 0 { isLoud.toggle() }
            heard = heard + 512
            return .voice(probability: isLoud ? 0.9 : 0.1, decibels: isLoud ? -20 : -60, end: heard)
        case 60..<72: return .heard(end: heard + Int.random(in: 0..<512, using: &random))
        case 72..<86: return .tick(nil)
        case 86: return .commitInput(request: "c")
        case 87: return .clearInput
        case 88..<90: return .addText("typed", role: [.user, .assistant, .system].randomElement(using: &random) ?? .user)
        case 90..<93: return .respond(ResponseOptions(), request: "r")
        case 93..<95: return .cancelResponse(nil, request: "x")
        case 95: return .cancelResponse(ResponseID(Int.random(in: 0..<50, using: &random)), request: "y")
        case 96: return .configure(randomSettings(&random))
        case 97: return .reply(ResponseID(Int.random(in: 0..<50, using: &random)), .text("stale"))
        case 98: return .synthesized(ResponseID(Int.random(in: 0..<50, using: &random)), clause: 0, samples: 999)
        default: return .transcript(TurnID(Int.random(in: 0..<50, using: &random)), text: "stale")
        }
    }

    private func randomSettings(_ random: inout SplitMix) -> ConversationSettings {
        var settings = ConversationSettings()
        settings.turnDetection = [.semantic, .silence(.milliseconds(300)), .manual].randomElement(using: &random) ?? .semantic
        settings.isInterruptible = Bool.random(using: &random)
        settings.speaks = Bool.random(using: &random)
        return settings
    }

    mutating func observe(_ effects: [Effect], _ random: inout SplitMix) {
        for effect in effects {
            switch effect {
            case .listen(let turn, _):
                if Int.random(in: 0..<10, using: &random) == 0 { owed.append(.recognitionFailed(turn, reason: "busy")) }
            case .scoreTurn(let turn, let revision, _, _):
                owed.append(.turnScore(turn, revision: revision, completeness: Bool.random(using: &random) ? 0.9 : 0.1))
            case .finishListening(let turn):
                let failed = Int.random(in: 0..<8, using: &random) == 0
                owed.append(failed ? .recognitionFailed(turn, reason: "busy") : .transcript(turn, text: "some words"))
            case .think(let id, _):
                if Int.random(in: 0..<8, using: &random) == 0 {
                    owed.append(.reply(id, .failed(reason: "gone")))
                } else {
                    let timer = TimerRequest(duration: .milliseconds(50), label: "short", announcement: "It is time.")
                    owed += [.reply(id, .startTimer(timer)), .reply(id, .text("One two, three four. Five")), .reply(id, .text(" six."))]
                    owed.append(.reply(id, .finished))
                }
            case .speak(let id, let clause, _, _, _):
                owed += [.synthesized(id, clause: clause, samples: 4_000), .clauseFinished(id, clause: clause)]
                if Int.random(in: 0..<20, using: &random) == 0 { owed.append(.synthesisFailed(id, reason: "voice")) }
            default: break
            }
        }
        if owed.count > 40 { owed.removeFirst(20) }
    }
}
