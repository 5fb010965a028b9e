internal import Dialogue
internal import Language
internal import Wire

/// One answer of the model, spoken as it comes, with the calls it asks for.
struct ModelRound {
    enum Ending {
        case complete([ModelPrompt.Call])
        case failed(ModelFailure)
        case cancelled
    }

    let turn: AssistantTurn
    let model: any LanguageModel
    let functions: FunctionList

    func run(_ prompt: ModelPrompt, _ said: inout SaidSoFar) async -> Ending {
        var calls: [Int: ModelPrompt.Call] = [:]
        var style = SpokenStyle()
        for await event in ModelStream.events(of: model, prompt) {
            switch event {
            case .text(let piece): say(turn.request.speaks ? style.take(piece) : piece, &said)
            case .reasoning: break
            case .callBegan(let index, let id, let name): calls[index] = ModelPrompt.Call(id: id, name: name, arguments: "")
            case .callArguments(let index, let piece): calls[index]?.arguments += piece
            case .usage(let usage):
                turn.deliver(.usage(input: usage.input, output: usage.output))
                turn.note(
                    "model.usage",
                    [
                        "input": .integer(usage.input), "cached_input": .integer(usage.cachedInput), "output": .integer(usage.output),
                        "estimated": .bool(usage.isEstimated), "cost": .number(usage.cost),
                    ])
            case .switchedEndpoint(let name, let reason):
                turn.note("model.switched", ["endpoint": .string(name), "reason": .string(reason)])
            case .finished:
                say(turn.request.speaks ? style.finish() : "", &said)
                return .complete(calls.sorted { $0.key < $1.key }.map(\.value))
            case .failed(let failure):
                say(turn.request.speaks ? style.finish() : "", &said)
                return .failed(failure)
            }
        }
        return .cancelled
    }

    private func say(_ text: String, _ said: inout SaidSoFar) {
        guard !text.isEmpty else { return }
        let joint = said.join()
        turn.say(joint + said.take(text))
    }
}
