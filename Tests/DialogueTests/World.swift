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
    /// Whether the recogniser tells the words so far when it is asked.
    var peeks = true
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
    /// What the recogniser makes of the open utterance, told after every step; `nil` is one that says nothing before the end.
    var partial: String?
    /// How loud the reply is told to be, in dBFS; `nil` tells nothing.
    var replyDecibels: Float?
    private var listening: TurnID?
    /// One character for what happened in each drawn step; the most telling one wins.
    private(set) var row = ""
    private(set) var log: [Effect] = []
    /// What the event that ended the last turn brought about.
    private(set) var committing: [Effect] = []
    /// Takes every step, where it is wanted.
    var record: (RecordedStep) -> Void = { _ in }

    init(_ settings: ConversationSettings = ConversationSettings()) { conversation = Conversation(settings: settings) }

    /// Runs `microphone`: `s` speech, `q` quieter speech, `_` silence, `.` no sound arrives at all.
    mutating func hear(_ microphone: String) {
        for character in microphone {
            var step: [Effect] = []
            for _ in 0..<3 {
                time = time + 512
                if character != "." {
                    heard = heard + 512
                    step += perform(.heard(end: heard))
                    let decibels: Float = character == "s" ? -20 : character == "q" ? -30 : -60
                    step += perform(.voice(probability: character == "_" ? 0.02 : 0.9, decibels: decibels, end: heard))
                }
                step += perform(.tick(nil))
            }
            if let partial, let listening { step += perform(.partial(listening, text: partial)) }
            row.append(Self.symbol(step))
        }
    }

    /// Forgets the effects so far.
    mutating func clearLog() { log = [] }

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
            if effects.contains(where: { if case .notify(.speechStopped) = $0 { true } else { false } }) { committing = effects }
            record(RecordedStep(time: time, event: event, effects: effects))
            all += effects
            for effect in effects {
                switch effect {
                case .listen(let turn, _): listening = turn
                case .stopListening, .finishListening: listening = nil
                default: break
                }
            }
            waiting += effects.flatMap(answers)
        }
        log += all
        return all
    }

    private func answers(_ effect: Effect) -> [Event] {
        switch effect {
        case .scoreTurn(let turn, let revision, _, _): completeness.map { [.turnScore(turn, revision: revision, completeness: $0)] } ?? []
        case .peek(let turn, let tag): peeks ? [.peeked(turn, tag: tag, text: transcript)] : []
        case .finishListening(let turn, let accepted): accepted == nil ? [.transcript(turn, text: transcript)] : []
        case .think(let id, _): replies(to: id)
        case .speak(let id, let clause, _, _, _, _, _) where synthesizes:
            (replyDecibels.map { [.levels(id, [Float](repeating: $0, count: clauseSamples / 512))] } ?? [])
                + [.synthesized(id, clause: clause, samples: clauseSamples), .clauseFinished(id, clause: clause)]
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

    /// `<` speech began, `>` it ended, `x` a reply was cancelled, `!` it failed, `D` it is done, `d` it was lowered, `h` held, `r` resumed,
    /// `a` sound left, `.` nothing.
    private static func symbol(_ effects: [Effect]) -> Character {
        var symbol: Character = "."
        for effect in effects {
            switch effect {
            case .notify(.responseDone(_, .cancelled, _, _)): return "x"
            case .notify(.responseDone(_, .failed, _, _)): return "!"
            case .notify(.speechStarted): symbol = "<"
            case .notify(.speechStopped): symbol = ">"
            case .notify(.responseDone(_, .completed, _, _)): symbol = "D"
            case .notify(.outputDucked): symbol = "d"
            case .notify(.outputHeld): symbol = "h"
            case .notify(.outputResumed): symbol = "r"
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
        log.compactMap { if case .speak(_, _, let text, _, _, _, _) = $0 { text } else { nil } }
    }

    var audioSent: Int {
        log.reduce(0) { if case .sendAudio(_, let samples) = $1 { $0 + samples } else { $0 } }
    }
}
