internal import Dialogue

/// Takes people's words out of a recording and leaves their shape: letters become x, digits 0, the rest stays.
enum Redaction {
    static func hide(_ text: String) -> String {
        var result = ""
        var word = ""
        for character in text {
            if character.isWhitespace {
                result += hide(word: word)
                result.append(character)
                word = ""
            } else {
                word.append(character)
            }
        }
        return result + hide(word: word)
    }

    /// What stands before a dot that ends no sentence decides how a reply is cut into clauses, and tells nothing.
    private static func hide(word: String) -> String { ClauseSplitter.isAbbreviation(word) ? word : String(word.map(hide)) }

    private static func hide(_ character: Character) -> Character {
        let bytes = character.utf8.count
        if character.isNumber { return bytes == 1 ? "0" : character }
        guard character.isLetter else { return character }
        // Of as many bytes, since lengths are counted in bytes too.
        let stand: (Character, Character) =
            switch bytes {
            case 1: ("x", "X")
            case 2: ("ß", "Ö")
            default: ("ẋ", "Ẋ")
            }
        return character.isUppercase ? stand.1 : stand.0
    }
}

extension Optional<String> {
    fileprivate var hidden: String? { map(Redaction.hide) }
}

extension Event {
    /// One line a case: what a new one holds of people's words is asked here.
    var redacted: Event {
        switch self {
        case .tick, .heard, .voice, .turnScore, .recognitionFailed, .levels, .load, .synthesized, .fillerSynthesized, .wordsTimed,
            .clauseFinished, .played, .synthesisFailed, .commitInput,
            .clearInput, .addSpokenItem, .retrieveItem, .truncateItem, .deleteItem, .cancelResponse, .clearOutput, .detached, .attached,
            .close:
            self
        case .configure(let settings): .configure(settings.redacted)
        case .announce(let text): .announce(Redaction.hide(text))
        case .partial(let turn, let text): .partial(turn, text: Redaction.hide(text))
        case .peeked(let turn, let tag, let text): .peeked(turn, tag: tag, text: Redaction.hide(text))
        case .transcript(let turn, let text): .transcript(turn, text: Redaction.hide(text))
        case .reply(let id, let event): .reply(id, event.redacted)
        case .addItem(let content, let role, let placement, let request):
            .addItem(content.redacted, role: role, placement, request: request)
        case .respond(let options, let request): .respond(options.redacted, request: request)
        }
    }
}

extension ReplyEvent {
    fileprivate var redacted: ReplyEvent {
        switch self {
        case .text(let text): .text(Redaction.hide(text))
        case .call, .stopTimers(label: nil), .usage, .pause, .style, .finished, .failed: self
        case .memo(let memo): .memo(Redaction.hide(memo))
        case .used(let result):
            .used(ToolResult(name: result.name, arguments: Redaction.hide(result.arguments), output: Redaction.hide(result.output)))
        case .note(let note): .note(ReplyNote(kind: note.kind, details: Redaction.hide(note.details)))
        case .callArguments(let text): .callArguments(Redaction.hide(text))
        case .personName(let name): .personName(Redaction.hide(name))
        case .startTimer(let timer):
            .startTimer(
                TimerRequest(
                    duration: timer.duration, label: Redaction.hide(timer.label), announcement: Redaction.hide(timer.announcement)))
        case .stopTimers(let label?): .stopTimers(label: Redaction.hide(label))
        }
    }
}

extension Item.Content {
    fileprivate var redacted: Item.Content {
        switch self {
        case .none: .none
        case .inputAudio(let text): .inputAudio(transcript: text.hidden)
        case .inputText(let text): .inputText(Redaction.hide(text))
        case .outputAudio(let text): .outputAudio(transcript: Redaction.hide(text))
        case .outputText(let text): .outputText(Redaction.hide(text))
        case .call(let call):
            .call(FunctionCall(callID: call.callID, name: call.name, arguments: Redaction.hide(call.arguments)))
        case .callOutput(let callID, let output): .callOutput(callID: callID, output: Redaction.hide(output))
        }
    }
}

extension ConversationSettings {
    var redacted: ConversationSettings {
        var settings = self
        settings.instructions = Redaction.hide(instructions)
        settings.tools = tools.map(\.redacted)
        return settings
    }
}

extension Tool {
    fileprivate var redacted: Tool {
        Tool(name: name, description: Redaction.hide(description), parameters: Redaction.hide(parameters))
    }
}

extension ResponseOptions {
    fileprivate var redacted: ResponseOptions {
        var options = self
        options.instructions = instructions.hidden
        options.tools = tools?.map(\.redacted)
        options.attachment = attachment.hidden
        options.input = input?.map { entry in
            switch entry {
            case .item(let content, let role): .item(content.redacted, role: role)
            case .reference: entry
            }
        }
        return options
    }
}
