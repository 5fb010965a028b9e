internal import Configuration
internal import Synchronization

/// Every tool there is now, from several sources, each of which may be replaced while calls run.
package final class ToolRegistry: Sendable {
    /// A tool that was not taken up, and why.
    package struct Refusal: Sendable, Equatable {
        package let name: String
        package let reason: String
    }

    /// A tool as a call finds it.
    struct Found {
        let tool: any AssistantTool
        /// With the name it has here.
        let definition: ToolDefinition
        let source: String
    }

    private struct State {
        /// In order of arrival: an earlier source keeps a name that a later one claims too.
        var sources: [String] = []
        var bySource: [String: [Found]] = [:]
        var byName: [String: Found] = [:]
        /// In order of name.
        var definitions: [ToolDefinition] = []
        var revision = 0
        var watchers: [@Sendable () -> Void] = []

        mutating func rebuild() {
            byName = [:]
            for source in sources {
                for entry in bySource[source] ?? [] where byName[entry.definition.name] == nil { byName[entry.definition.name] = entry }
            }
            definitions = byName.values.map(\.definition).sorted { $0.name < $1.name }
            revision += 1
        }
    }

    /// The source of Coda's own tools.
    package static let builtIn = "built-in"

    /// Bytes of a name; what language models' interfaces take.
    private static let longestName = 64
    private static let longestSummary = 2_000
    private static let mostPerSource = 2_000

    private let state = Mutex(State())

    package init() {}

    package convenience init(_ tools: [any AssistantTool]) {
        self.init()
        replace(source: Self.builtIn, with: tools)
    }

    /// Puts these tools in the place of those that the source had.
    ///
    /// - Returns: those whose name or definition does not do.
    @discardableResult
    package func replace(source: String, with tools: [any AssistantTool]) -> [Refusal] {
        var refusals: [Refusal] = []
        var entries: [Found] = []
        for tool in tools.prefix(Self.mostPerSource) {
            var definition = tool.definition
            definition.summary = String(definition.summary.prefix(Self.longestSummary))
            guard Self.isName(definition.name) else {
                refusals.append(Refusal(name: definition.name, reason: "a name has up to \(Self.longestName) letters, digits, _, - and ."))
                continue
            }
            guard SchemaType.object.takes(definition.parameters) else {
                refusals.append(Refusal(name: definition.name, reason: "its parameters are no JSON Schema"))
                continue
            }
            entries.append(Found(tool: tool, definition: definition, source: source))
        }
        for tool in tools.dropFirst(Self.mostPerSource) {
            refusals.append(Refusal(name: tool.definition.name, reason: "one source may have \(Self.mostPerSource) tools"))
        }
        let (shadowed, watchers) = state.withLock { state in
            if !state.sources.contains(source) { state.sources.append(source) }
            state.bySource[source] = entries
            state.rebuild()
            return (entries.filter { state.byName[$0.definition.name]?.source != source }.map(\.definition.name), state.watchers)
        }
        for watcher in watchers { watcher() }
        return refusals + shadowed.map { Refusal(name: $0, reason: "another source has a tool of that name") }
    }

    /// `changed` is called after every change from now on, by whoever makes it.
    package func watch(_ changed: @escaping @Sendable () -> Void) { state.withLock { $0.watchers.append(changed) } }

    /// In order of name.
    package var definitions: [ToolDefinition] { snapshot.definitions }

    /// The revision rises with every change, for whoever keeps something made from the definitions.
    var snapshot: (revision: Int, definitions: [ToolDefinition]) { state.withLock { ($0.revision, $0.definitions) } }

    package func definition(named name: String) -> ToolDefinition? { found(name)?.definition }

    func found(_ name: String) -> Found? { state.withLock { $0.byName[name] } }

    /// Names like this one: another case, other separators, a letter wrong, or only its last part.
    package func suggestions(for name: String) -> [String] {
        let names = state.withLock { Array($0.byName.keys) }.sorted()
        let bare = Self.bare(name)
        let alike = names.filter { Self.bare($0) == bare || $0.hasSuffix("." + name) }
        if !alike.isEmpty { return Array(alike.prefix(3)) }
        return Spelling.nearest(to: name, among: names, limit: 3).map { [$0] } ?? []
    }

    private static func bare(_ name: String) -> String { name.lowercased().filter { $0.isLetter || $0.isNumber } }

    private static func isName(_ name: String) -> Bool {
        (1...longestName).contains(name.utf8.count)
            && name.utf8.allSatisfy {
                switch $0 {
                case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"), UInt8(ascii: "0")...UInt8(ascii: "9"),
                    UInt8(ascii: "_"), UInt8(ascii: "-"), UInt8(ascii: "."):
                    true
                default: false
                }
            }
    }
}
