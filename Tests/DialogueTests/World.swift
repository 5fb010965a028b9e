import Audio
import Dialogue
import Recording

/// Plays the stages and the client around a conversation, on drawn time: one character of a row is 96 ms, three windows of sound.
struct World {
    var conversation: Conversation
    var time = SessionTime.zero
    var heard = InputSample.zero
    /// What the turn model says of every pause; `nil` never answers.
    var completeness: Float? = 0.95
    var transcript = "hello"
    /// What the responder says; `nil` is a responder that never answers.
    var answer: String? = "I am fine."
    /// A call the responder makes instead: its name, and its arguments in pieces.
    var call: (name: String, arguments: [String])?
    /// Timer the responder starts with its answer.
    var timer: TimerRequest?
    /// Whether the synthesiser answers.
    var synthesizes = true
    /// Sound one clause makes, in samples of 16 kHz.
    var clauseSamples = 16_000
    /// One character for what happened in each drawn step; the most telling one wins.
    private(set) var row = ""
    private(set) var log: [Effect] = []
    /// Takes every step, where it is wanted.
    var record: (RecordedStep) -> Void = { _ in }

    init(_ settings: ConversationSettings = ConversationSettings()) { conversation = Conversation(settings: settings) }

    /// Runs `microphone`: `s` speech, `_` silence, `.` no sound arrives at all.
    mutating func hear(_ microphone: String) {
        for character in microphone {
            var step: [Effect] = []
            for _ in 0..<3 {
                time = time + 512
                if character != "." {
                    heard = heard + 512
                    step += perform(.heard(end: heard))
                    step += perform(.voice(probability: character == "s" ? 0.9 : 0.02, decibels: character == "s" ? -20 : -60, end: heard))
                }
                step += perform(.tick(nil))
            }
            row.append(Self.symbol(step))
        }
    }

    /// A client adds a message.
    mutating func type(_ text: String, as role: Role = .user, at placement: ItemPlacement = .end) {
        perform(.addItem(role == .assistant ? .outputText(text) : .inputText(text), role: role, placement, request: nil))
    }

    /// Sends one event and answers whatever it asks of the stages.
    @discardableResult
    mutating func perform(_ event: Event) -> [Effect] {
        var waiting = [event]
        var all: [Effect] = []
        while !waiting.isEmpty {
            let event = waiting.removeFirst()
            let effects = conversation.on(event, at: time)
            record(RecordedStep(time: time, event: event, effects: effects))
            all += effects
            waiting += effects.flatMap(answers)
        }
        log += all
        return all
    }

    private func answers(_ effect: Effect) -> [Event] {
        switch effect {
        case .scoreTurn(let turn, let revision, _, _): completeness.map { [.turnScore(turn, revision: revision, completeness: $0)] } ?? []
        case .finishListening(let turn): [.transcript(turn, text: transcript)]
        case .think(let id, _): replies(to: id)
        case .speak(let id, let clause, _, _, _) where synthesizes:
            [.synthesized(id, clause: clause, samples: clauseSamples), .clauseFinished(id, clause: clause)]
        default: []
        }
    }

    private func replies(to id: ResponseID) -> [Event] {
        if let call {
            return [.reply(id, .call(name: call.name))] + call.arguments.map { .reply(id, .callArguments($0)) } + [.reply(id, .finished)]
        }
        guard let answer else { return [] }
        let timers = timer.map { [Event.reply(id, .startTimer($0))] } ?? []
        return [.reply(id, .text(answer))] + timers + [.reply(id, .finished)]
    }

    /// `<` speech began, `>` it ended, `x` a reply was cancelled, `!` it failed, `D` it is done, `a` sound left, `.` nothing.
    private static func symbol(_ effects: [Effect]) -> Character {
        var symbol: Character = "."
        for effect in effects {
            switch effect {
            case .notify(.responseDone(_, .cancelled, _, _)): return "x"
            case .notify(.responseDone(_, .failed, _, _)): return "!"
            case .notify(.speechStarted): symbol = "<"
            case .notify(.speechStopped): symbol = ">"
            case .notify(.responseDone(_, .completed, _, _)): symbol = "D"
            case .sendAudio where symbol == ".": symbol = "a"
            default: break
            }
        }
        return symbol
    }

    /// What the client was told.
    var notices: [Notice] {
        log.compactMap { if case .notify(let notice) = $0 { notice } else { nil } }
    }

    /// What the responder was asked.
    var requests: [ReplyRequest] {
        log.compactMap { if case .think(_, let request) = $0 { request } else { nil } }
    }

    var questions: [String] { requests.map(\.text) }

    /// The clauses given to the synthesiser.
    var spoken: [String] {
        log.compactMap { if case .speak(_, _, let text, _, _) = $0 { text } else { nil } }
    }

    var audioSent: Int {
        log.reduce(0) { if case .sendAudio(_, let samples) = $1 { $0 + samples } else { $0 } }
    }
}
