internal import Audio
internal import Configuration
package import Dialogue
internal import Wire

/// Plays one flow: types or speaks each turn, answers the calls of the client's functions, and checks what came of it.
package struct FlowRun {
    /// Milliseconds of the session's own time.
    private static let patience = 300_000.0
    private static let frame = 320

    /// What was said and done in one turn.
    private struct Answer {
        var text = ""
        var watched = FlowWatch.Seen()
        var clientCalls: [ToolResult] = []
        /// What was understood of what was spoken.
        var heard = ""
        var errors: [String] = []
    }

    /// What a turn means, for flows that expect an intent.
    package typealias Intents = @Sendable (ReplyRequest) async -> String?

    private let flow: Flow
    private let stage: any ScenarioStage
    private let watch: FlowWatch
    private let model: FlowModel?
    private let clips: ClipLibrary
    private let intents: Intents
    private var report: ScenarioReport
    private var clientOutputs: [String: Int] = [:]
    private var room = RoomNoise(decibels: -70, seed: 1)

    private init(
        _ flow: Flow, _ stage: any ScenarioStage, _ watch: FlowWatch, _ model: FlowModel?, _ clips: ClipLibrary,
        _ intents: @escaping Intents
    ) {
        self.flow = flow
        self.stage = stage
        self.watch = watch
        self.model = model
        self.clips = clips
        self.intents = intents
        report = ScenarioReport(file: flow.file, title: flow.title)
    }

    /// Throws where the stage or a clip fails; what does not hold is in the report.
    ///
    /// - Parameters:
    ///   - stage: its session answers with `watch`.
    ///   - model: the one behind `watch`, where there is one.
    package static func play(
        _ flow: Flow, on stage: any ScenarioStage, watch: FlowWatch, model: FlowModel? = nil, clips: ClipLibrary,
        intents: @escaping Intents = { _ in nil }
    ) async throws -> ScenarioReport {
        var run = FlowRun(flow, stage, watch, model, clips, intents)
        for turn in flow.turns { if let clip = turn.input.clip { _ = try await clips.sound(clip) } }
        await stage.send(["type": "session.update", "session": flow.session])
        for turn in flow.turns { try await run.play(turn) }
        run.report.seconds = stage.now / 1_000
        await stage.end()
        return run.report
    }

    private mutating func play(_ turn: Flow.Turn) async throws {
        var answer = Answer()
        switch turn.input {
        case .typed(let text):
            let content: JSONValue = [["type": "input_text", "text": .string(text)]]
            await stage.send(["type": "conversation.item.create", "item": ["type": "message", "role": "user", "content": content]])
            await stage.send(["type": "response.create"])
            try await hear(&answer)
        case .spoken:
            guard let clip = turn.input.clip else { return }
            let sound = try await clips.sound(clip)
            for start in stride(from: 0, to: sound.samples.count, by: Self.frame) {
                let piece = sound.samples[start..<min(start + Self.frame, sound.samples.count)]
                var frame = room.frame(Self.frame)
                for (index, sample) in piece.enumerated() { frame[index] = Int16(clamping: Int(frame[index]) + Int(sample)) }
                for (_, event) in try await stage.pass(frame) { _ = take(event, &answer) }
            }
            try await hear(&answer)
        case .wait(let length):
            let end = stage.now + length / .milliseconds(1)
            while stage.now < end - 10 {
                for (_, event) in try await stage.pass(flow.isSpoken ? room.frame(Self.frame) : nil) { _ = take(event, &answer) }
            }
        }
        answer.watched = watch.take()
        for message in answer.errors { note(turn.place, "the server refused something: \(message)", holds: false) }
        let first = report.lines.count
        for check in turn.checks { await judge(check, answer) }
        if let reason = turn.awaits { excuse(first, reason, turn.place) }
        if turn.checks.isEmpty { note(turn.place, "\"\(answer.text)\"", holds: true) }
    }

    /// Waits for the reply's end, and answers calls of the client's functions on the way.
    private mutating func hear(_ answer: inout Answer) async throws {
        let limit = stage.now + Self.patience
        while stage.now < limit {
            var isOver = false
            var calls: [JSONValue] = []
            for (_, event) in try await stage.pass(flow.isSpoken ? room.frame(Self.frame) : nil) {
                guard let response = take(event, &answer) else { continue }
                let asked = (response["output"]?.array ?? []).filter { $0["type"]?.string == "function_call" }
                calls += asked
                isOver = response["status"]?.string != "cancelled"
            }
            if !calls.isEmpty {
                for call in calls { await giveBack(call, &answer) }
                await stage.send(["type": "response.create"])
            } else if isOver {
                return
            }
        }
        answer.errors.append("no reply came to its end")
    }

    private mutating func giveBack(_ call: JSONValue, _ answer: inout Answer) async {
        let name = call["name"]?.string ?? ""
        let outputs = flow.clientTools.first { $0.name == name }?.outputs ?? []
        let index = clientOutputs[name, default: 0]
        clientOutputs[name] = index + 1
        let output = (index < outputs.count ? outputs[index] : outputs.last ?? [:]).text
        answer.clientCalls.append(ToolResult(name: name, arguments: call["arguments"]?.string ?? "{}", output: output))
        let item: JSONValue = [
            "type": "function_call_output", "call_id": call["call_id"] ?? .null, "output": .string(output),
        ]
        await stage.send(["type": "conversation.item.create", "item": item])
    }

    /// Gives the response that has ended.
    private func take(_ event: JSONValue, _ answer: inout Answer) -> JSONValue? {
        switch event["type"]?.string {
        case "error": answer.errors.append(event["error"]?["message"]?.string ?? "")
        case "conversation.item.input_audio_transcription.completed": answer.heard = event["transcript"]?.string ?? ""
        case "response.done":
            let response = event["response"]
            let parts = response?["output"]?.array?.flatMap { $0["content"]?.array ?? [] } ?? []
            let text = parts.compactMap { ($0["transcript"] ?? $0["text"])?.string }.joined(separator: " ")
            answer.text += (answer.text.isEmpty || text.isEmpty ? "" : " ") + text
            if response?["status"]?.string == "failed" { answer.errors.append("the reply failed") }
            return response
        default: break
        }
        return nil
    }

    // MARK: Judging

    /// What need not hold yet is no break; where all of it holds, that is one.
    private mutating func excuse(_ first: Int, _ reason: String, _ place: TextPlace) {
        let broken = report.lines.indices.dropFirst(first).filter { report.lines[$0].outcome == .broken }
        for index in broken {
            report.lines[index].outcome = .awaited
            report.lines[index].text += " (awaits \(reason))"
        }
        if broken.isEmpty { note(place, "this holds now, so \"awaits: \(reason)\" must go", holds: false) }
    }

    private mutating func judge(_ check: Flow.Check, _ answer: Answer) async {
        let text = answer.text.lowercased()
        let said = "\"\(answer.text)\"" + (answer.heard.isEmpty ? "" : " to \"\(answer.heard)\"")
        func missing(_ parts: [String], in text: String) -> [String] { parts.filter { !text.contains($0.lowercased()) } }
        switch check.kind {
        case .contains(let parts):
            let gone = missing(parts, in: text)
            note(check.place, said + (gone.isEmpty ? "" : " lacks \(gone)"), holds: gone.isEmpty)
        case .any(let parts): note(check.place, "\(said): any of \(parts)", holds: missing(parts, in: text).count < parts.count)
        case .lacks(let parts): note(check.place, "\(said): none of \(parts)", holds: missing(parts, in: text).count == parts.count)
        case .empty(let wanted): note(check.place, "\(said): empty is \(wanted)", holds: text.isEmpty == wanted)
        case .asks(let wanted): note(check.place, "\(said): asks is \(wanted)", holds: text.hasSuffix("?") == wanted)
        case .intent(let wanted):
            let request = answer.watched.requests.first
            let found = if let request { await intents(request) } else { String?.none }
            note(check.place, "intent \(found ?? "none"), \(wanted) meant", holds: (found ?? "none") == wanted)
        case .way(let wanted): note(check.place, "ways \(answer.watched.ways), \(wanted) meant", holds: answer.watched.ways.last == wanted)
        case .calls(let wanted): judge(wanted, answer.watched.used, check.place)
        case .clientCalls(let wanted): judge(wanted, answer.clientCalls, check.place)
        case .promptContains(let parts):
            let gone = missing(parts, in: model?.lastPrompt.lowercased() ?? "")
            note(check.place, "the prompt lacks \(gone)", holds: gone.isEmpty)
        case .promptLacks(let parts):
            let gone = missing(parts, in: model?.lastPrompt.lowercased() ?? "")
            note(check.place, "the prompt has none of \(parts)", holds: gone.count == parts.count)
        }
    }

    private mutating func judge(_ wanted: [Flow.Call], _ made: [ToolResult], _ place: TextPlace) {
        let holds =
            wanted.count == made.count
            && zip(wanted, made).allSatisfy { wanted, made in
                let arguments = (try? JSONValue.parse(Array(made.arguments.utf8))) ?? .null
                return wanted.name == made.name
                    && wanted.arguments.allSatisfy { Self.same($0.value, arguments[$0.key] ?? .null) }
                    && wanted.output.map { made.output.lowercased().contains($0.lowercased()) } ?? true
            }
        note(
            place, "calls \(made.map { "\($0.name)\($0.arguments) -> \($0.output)" }), \(wanted.map { "\($0.name)\($0.arguments)" }) meant",
            holds: holds)
    }

    /// The same value, whatever the case of its letters and the kind of its numbers.
    private static func same(_ one: JSONValue, _ other: JSONValue) -> Bool {
        switch (one, other) {
        case (.string(let one), .string(let other)): one.lowercased() == other.lowercased()
        case (.array(let one), .array(let other)): one.count == other.count && zip(one, other).allSatisfy { same($0, $1) }
        default: one == other || one.number != nil && one.number == other.number
        }
    }

    private mutating func note(_ place: TextPlace, _ text: String, holds: Bool) {
        report.lines.append(ScenarioReport.Line(place: place, outcome: holds ? .held : .broken, text: text))
    }
}

extension Flow {
    /// As `session.update` takes it.
    fileprivate var session: JSONValue {
        let format: JSONValue = ["type": "audio/pcm", "rate": 16_000]
        let tools = clientTools.map { tool -> JSONValue in
            ["type": "function", "name": .string(tool.name), "description": .string(tool.summary), "parameters": tool.parameters]
        }
        let session: JSONValue = [
            "type": "realtime", "output_modalities": [speaks ? "audio" : "text"], "tools": .array(tools),
            "audio": [
                "input": ["format": format, "turn_detection": ["type": "semantic_vad", "eagerness": "auto"]], "output": ["format": format],
            ],
        ]
        return session.merging(["answer_mode": mode.map { .string($0.rawValue) }, "person": person.map { .string($0) }])
    }
}
