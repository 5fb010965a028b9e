internal import Audio
internal import Dialogue
internal import Speech
internal import Wire

/// What the client asks for.
extension RealtimeSession {
    /// Small on purpose, as `handle` is.
    func receive(_ message: ClientMessage) async {
        switch message.event {
        case .success(.appendAudio(let bytes)): await hear(bytes)
        case .success(.commitAudio):
            await hear(samples: input.finish())
            take(message)
        case .success(.updateSession):
            guard let held = begin(message) else { return }
            await hear(samples: held)
            endUpdate()
        default: take(message)
        }
    }

    /// What is done at once.
    @inline(never)
    private func take(_ message: ClientMessage) {
        let request = message.eventID
        do {
            switch try message.event.get() {
            // Those take time, and a suspension.
            case .updateSession, .appendAudio: break
            case .commitAudio: apply(.commitInput(request: request))
            case .clearAudio: apply(.clearInput)
            case .createItem(let draft, let previous): try createItem(draft, previous, request)
            case .retrieveItem(let name): apply(.retrieveItem(try item(named: name, "item_id"), request: request))
            case .truncateItem(let name, let milliseconds):
                apply(.truncateItem(try item(named: name, "item_id"), milliseconds: milliseconds, request: request))
            case .outputPlayed(let name, let milliseconds):
                apply(.played(try item(named: name, "item_id"), milliseconds: milliseconds, request: request))
            case .deleteItem(let name): apply(.deleteItem(try item(named: name, "item_id"), request: request))
            case .createResponse(let draft):
                try refuseWhileStopping()
                apply(.respond(try options(draft), request: request))
            case .cancelResponse(let name):
                // A name that is not ours is no response under way: the conversation refuses it as such.
                apply(.cancelResponse(name.map { names.response(named: $0) ?? ResponseID(-1) }, request: request))
            case .clearOutput: apply(.clearOutput(request: request))
            }
        } catch {
            refuse(error, eventID: request)
        }
    }

    private func refuseWhileStopping() throws(WireError) {
        guard isDraining else { return }
        throw WireError(code: "server_stopping", message: "The server is stopping: connect again in a moment.")
    }

    /// Sets what a `session.update` asks for; gives sound that the microphone's cleaning still held, `nil` where it was refused.
    @inline(never)
    private func begin(_ update: ClientMessage) -> [Int16]? {
        do {
            try refuseWhileStopping()
            guard case .updateSession(let session) = try update.event.get() else { return nil }
            try configuration.update(session, voices: engines.synthesizer.voices)
            input.use(configuration.inputFormat)
            return input.use(configuration.microphone)
        } catch {
            refuse(error, eventID: update.eventID)
            return nil
        }
    }

    /// What was held has been heard with the settings before.
    @inline(never)
    private func endUpdate() {
        apply(.configure(adapted(ConversationSettings(configuration, over: defaults.conversation))))
        tell(.sessionUpdated(configuration.object(id: names.session)))
    }

    // MARK: Items

    private func item(named name: String, _ parameter: String) throws(WireError) -> ItemID {
        guard let id = names.item(named: name) else {
            throw WireError(code: "item_not_found", message: "This session has no item of the id in '\(parameter)'.", parameter: parameter)
        }
        return id
    }

    private func createItem(_ draft: ItemDraft, _ previous: PreviousItem, _ request: String?) throws(WireError) {
        if let id = draft.id, names.item(named: id) != nil {
            throw WireError(code: "item_already_exists", message: "The session has, or had, an item of this id.", parameter: "item.id")
        }
        let placement: ItemPlacement =
            switch previous {
            case .end: .end
            case .start: .start
            case .named(let name): .after(try item(named: name, "previous_item_id"))
            }
        let event: Event
        if case .sound(let bytes) = draft.content {
            attachment = try attachedSound(bytes)
            event = .addSpokenItem(samples: attachment.count, placement, request: request)
        } else {
            let (content, role) = try Self.content(draft, "item")
            event = .addItem(content, role: role, placement, request: request)
        }
        nextItemName = draft.id
        apply(event)
        nextItemName = nil
        attachment = []
    }

    /// Samples of 16 kHz.
    private func attachedSound(_ bytes: [UInt8]) throws(WireError) -> [Int16] {
        let format = configuration.inputFormat
        let longest = conversation.settings.longestTurn
        guard bytes.count <= format.rate.samples(in: longest) * format.bytesPerSample else {
            let message = "The sound of an item may last \(longest.components.seconds) s."
            throw WireError(code: "invalid_value", message: message, parameter: "item.content[0].audio")
        }
        do {
            var resampler = try Resampler<Int16>(from: format.rate, to: .hz16000)
            var samples: [Int16] = []
            resampler.push(format.decode(bytes), into: &samples)
            resampler.flush(into: &samples)
            return samples
        } catch {
            throw WireError(code: "audio_failed", message: "\(error)", parameter: "item.content[0].audio")
        }
    }

    private static func content(_ draft: ItemDraft, _ path: String) throws(WireError) -> (Item.Content, Role) {
        switch draft.content {
        case .message(let role, let text):
            let role = Role(rawValue: role) ?? .user
            return (role == .assistant ? .outputText(text) : .inputText(text), role)
        case .spoken(let transcript): return (.outputAudio(transcript: transcript), .assistant)
        case .call(let callID, let name, let arguments):
            return (.call(FunctionCall(callID: callID, name: name, arguments: arguments)), .assistant)
        case .callOutput(let callID, let output): return (.callOutput(callID: callID, output: output), .user)
        case .sound, .reference:
            let message = "Invalid \(path): only text, calls, their outputs and references to items of the conversation belong here."
            throw WireError(code: "invalid_value", message: message, parameter: path)
        }
    }

    // MARK: Responses

    private func options(_ draft: ResponseDraft) throws(WireError) -> ResponseOptions {
        var options = ResponseOptions(instructions: draft.instructions, speaks: draft.speaks)
        if let name = draft.voice {
            options.voice = try SessionConfiguration.voice(name, among: engines.synthesizer.voices, path: "response.audio.output.voice")
        }
        options.tools = draft.tools?.dialogueTools
        if let choice = draft.toolChoice {
            guard (draft.tools ?? configuration.tools).allows(choice) else {
                let message = "There is no function \"\(choice["name"]?.string ?? "")\" among the tools."
                throw WireError(code: "invalid_value", message: message, parameter: "response.tool_choice.name")
            }
            options.toolChoice = ToolChoice(choice)
        }
        options.answerMode = draft.answerMode.flatMap(AnswerMode.init)
        options.maximumTokens = draft.maximumTokens
        options.isInConversation = draft.isInConversation
        options.attachment = ResponseTelling.attachment(metadata: draft.metadata, sound: draft.format)
        guard let drafts = draft.input else { return options }
        var input: [ResponseInput] = []
        for (index, draft) in drafts.enumerated() {
            let path = "response.input[\(index)]"
            if case .reference = draft.content, let name = draft.id {
                input.append(.reference(try item(named: name, "\(path).id")))
            } else {
                let (content, role) = try Self.content(draft, path)
                input.append(.item(content, role: role))
            }
        }
        options.input = input
        return options
    }
}

extension ToolList {
    var dialogueTools: [Tool] {
        functions.map { Tool(name: $0.name, description: $0.description, parameters: $0.parameters.text) }
    }
}

extension ToolChoice {
    /// - Parameter choice: in the protocol's form.
    init(_ choice: JSONValue) {
        switch choice {
        case "none": self = .none
        case "required": self = .required
        default: self = choice["name"]?.string.map { .function($0) } ?? .auto
        }
    }
}
