import Audio
import Dialogue

/// One sample of every case of `Event`. The switch has no default: the compiler names a case that was added.
enum EveryEvent {
    static let samples: [Event] = {
        var samples: [Event] = [.tick(nil)]
        while let last = samples.last, let next = next(after: last) { samples.append(next) }
        return samples + others
    }()

    private static func next(after event: Event) -> Event? {
        switch event {
        case .tick: .configure(settings)
        case .configure: .heard(end: InputSample(51_200))
        case .heard: .voice(probability: 0.1, decibels: -61.25, end: InputSample(51_200))
        case .voice: .turnScore(TurnID(1), revision: 2, completeness: 0.3)
        case .turnScore: .partial(TurnID(1), text: "what \"time\"\n\u{1F600} is")
        case .partial: .peeked(TurnID(1), tag: 2, text: "what time")
        case .peeked: .announce("The tea is ready.")
        case .announce: .load(isBusy: true)
        case .load: .transcript(TurnID(1), text: "")
        case .transcript: .recognitionFailed(TurnID(2), reason: "busy")
        case .recognitionFailed: .reply(ResponseID(3), .text("It is Dr. Who's 1st."))
        case .reply: .levels(ResponseID(3, attempt: 2), [-20.1, -120])
        case .levels: .wordsTimed(ResponseID(3, attempt: 2), clause: 1, [WordTiming(letters: 0..<3, samples: 160..<4_000)])
        case .wordsTimed: .synthesized(ResponseID(3), clause: 1, samples: 4_000)
        case .synthesized: .fillerSynthesized(ResponseID(3), samples: 1_000)
        case .fillerSynthesized: .clauseFinished(ResponseID(3), clause: 1)
        case .clauseFinished: .synthesisFailed(ResponseID(3), reason: "voice")
        case .synthesisFailed: .commitInput(request: nil)
        case .commitInput: .clearInput
        case .clearInput: .addItem(.callOutput(callID: "call_1", output: "{}"), role: .user, .after(ItemID(3)), request: "a")
        case .addItem: .addSpokenItem(samples: 8_000, .start, request: "b")
        case .addSpokenItem: .played(ItemID(4), milliseconds: 120, request: "p")
        case .played: .retrieveItem(ItemID(4), request: "c")
        case .retrieveItem: .truncateItem(ItemID(4), milliseconds: 250, request: "d")
        case .truncateItem: .deleteItem(ItemID(4), request: "e")
        case .deleteItem: .respond(options, request: "f")
        case .respond: .cancelResponse(nil, request: "g")
        case .cancelResponse: .clearOutput(request: "h")
        case .clearOutput: .detached
        case .detached: .attached(unheard: 320)
        case .attached: .close
        case .close: nil
        }
    }

    private static let settings: ConversationSettings = {
        var settings = ConversationSettings()
        settings.turnDetection = .silence(.milliseconds(333))
        settings.speechThreshold = 0.1
        settings.idleTimeout = .seconds(7)
        settings.tools = [Tool(name: "f", description: "does it", parameters: "{\"type\":\"object\"}")]
        settings.toolChoice = .function("f")
        settings.speed = 1.1
        return settings
    }()

    private static let options: ResponseOptions = {
        var options = ResponseOptions(instructions: "be brief", speaks: false)
        // Without limit, which is not the same as not told.
        options.maximumTokens = .some(nil)
        options.input = [.item(.inputAudio(transcript: nil), role: .user), .reference(ItemID(9))]
        return options
    }()

    /// Values of the cases above that are coded in another way.
    private static let others: [Event] = [
        .tick(CivilTime(year: 2026, month: 11, day: 21, weekday: 6, hour: 11, minute: 43, second: 31)),
        .turnScore(TurnID(1), revision: 0, completeness: nil), .voice(probability: .ulpOfOne, decibels: -120, end: .zero),
        .voice(probability: .infinity, decibels: -0.0, end: InputSample(1 << 48)), .heard(end: InputSample(1)),
        .reply(ResponseID(1), .call(name: "f")), .reply(ResponseID(1), .callArguments("{")), .reply(ResponseID(1), .personName("Ada")),
        .reply(ResponseID(1), .startTimer(TimerRequest(duration: .milliseconds(1_500), label: "tea", announcement: "Tea."))),
        .reply(ResponseID(1), .stopTimers(label: nil)), .reply(ResponseID(1), .stopTimers(label: "tea")), .reply(ResponseID(1), .finished),
        .reply(ResponseID(1), .memo("{\"topic\":\"tea\"}")),
        .reply(ResponseID(1), .used(ToolResult(name: "list.add", arguments: "{\"item\":\"tea\"}", output: "{}"))),
        .reply(ResponseID(1), .usage(input: 12, output: 3)), .reply(ResponseID(1), .pause),
        .reply(ResponseID(1), .note(ReplyNote(kind: "reply.routed", details: "{\"mode\":\"direct\"}"))),
        .reply(ResponseID(1), .failed(reason: "gone")), .respond(ResponseOptions(), request: nil),
        .addItem(.call(FunctionCall(callID: "c", name: "f", arguments: "{}")), role: .assistant, .end, request: nil),
        .cancelResponse(ResponseID(-1), request: nil), .configure(ConversationSettings()),
    ]
}
