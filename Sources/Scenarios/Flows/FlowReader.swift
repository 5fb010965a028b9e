internal import Configuration
internal import Dialogue
internal import Language
internal import Wire

/// Reads flows; tells every mistake with its place.
package struct FlowReader: YAMLReading {
    let file: String
    var mistakes: [Mistake] = []

    /// Reads any bytes at all.
    package static func read(_ bytes: [UInt8], file: String) -> Result<Flow, ScenarioMistakes> {
        read(bytes, file: file) { reader, root in reader.flow(root) }
    }

    init(file: String) { self.file = file }

    private mutating func flow(_ root: YAMLNode?) -> Flow {
        var flow = Flow(file: file, title: file)
        guard let root else {
            note("there are no turns; write them under turns:", TextPlace(line: 1, column: 1))
            return flow
        }
        for entry in mapping(root, "a flow") ?? [] {
            switch entry.key {
            case "title": flow.title = text(entry.value, entry.key) ?? ""
            case "mode": flow.mode = choice(entry.value, entry.key, AnswerMode.allCases.map(\.rawValue)).flatMap(AnswerMode.init)
            case "person": flow.person = text(entry.value, entry.key)
            case "speaks": flow.speaks = flag(entry.value, entry.key) ?? true
            case "client_tools": flow.clientTools = (sequence(entry.value, entry.key) ?? []).compactMap { clientTool($0) }
            case "tools": flow.tools = (sequence(entry.value, entry.key) ?? []).compactMap { serverTool($0) }
            case "model": flow.model = (sequence(entry.value, entry.key) ?? []).compactMap { modelTurn($0) }
            case "model_first_word_ms":
                flow.standing.firstWord = integer(entry.value, entry.key, 0...60_000).map { Double($0) / 1_000 }
            case "model_available": flow.standing.isAvailable = flag(entry.value, entry.key) ?? true
            case "turns": flow.turns = (sequence(entry.value, entry.key) ?? []).compactMap { turn($0) }
            default:
                let known = [
                    "title", "mode", "person", "speaks", "client_tools", "tools", "model", "model_first_word_ms", "model_available",
                    "turns",
                ]
                unknown(entry, among: known, "a flow")
            }
        }
        if flow.turns.isEmpty, mistakes.isEmpty { note("there are no turns; write them under turns:", root.place) }
        return flow
    }

    /// One text or several.
    mutating func texts(_ node: YAMLNode, _ what: String) -> [String] {
        if case .sequence(let nodes) = node.content { return nodes.compactMap { text($0, what) } }
        return text(node, what).map { [$0] } ?? []
    }
}
