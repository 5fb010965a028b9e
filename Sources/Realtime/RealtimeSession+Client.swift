internal import Dialogue
internal import Speech
internal import Wire

/// What the client asks for.
extension RealtimeSession {
    func receive(_ message: ClientMessage) async {
        let request = message.eventID
        switch message.event {
        case .failure(let error): refuse(error, eventID: request)
        case .success(.updateSession(let session)): update(session, request)
        case .success(.appendAudio(let bytes)): await hear(bytes)
        case .success(.commitAudio): apply(.commitInput(request: request))
        case .success(.clearAudio): apply(.clearInput)
        case .success(.createItem(let id, let role, let text)):
            nextItemName = id
            apply(.addText(text, role: Role(rawValue: role) ?? .user))
        case .success(.createResponse(let instructions, let speaks, let metadata)):
            guard !isDraining else { return refuseWhileStopping(request) }
            if conversation.isAnswered { responseMetadata = metadata }
            apply(.respond(ResponseOptions(instructions: instructions, speaks: speaks), request: request))
        case .success(.cancelResponse(let name)): cancelResponse(name, request)
        }
    }

    private func refuseWhileStopping(_ request: String?) {
        refuse(WireError(code: "server_stopping", message: "The server is stopping: connect again in a moment."), eventID: request)
    }

    private func update(_ session: JSONValue, _ request: String?) {
        guard !isDraining else { return refuseWhileStopping(request) }
        do {
            try configuration.update(session, voices: engines.synthesizer.voices)
        } catch {
            refuse(error, eventID: request)
            return
        }
        input.use(configuration.inputRate)
        apply(.configure(ConversationSettings(configuration, over: defaults.conversation)))
        tell(.sessionUpdated(configuration.object(id: names.session)))
    }

    private func cancelResponse(_ name: String?, _ request: String?) {
        guard let name else {
            apply(.cancelResponse(nil, request: request))
            return
        }
        // A name that is not ours is no response under way: the conversation refuses it as such.
        apply(.cancelResponse(names.response(named: name) ?? ResponseID(-1), request: request))
    }
}
