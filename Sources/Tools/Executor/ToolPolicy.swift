/// What a session may do without asking, what only when the person agrees, and what not at all.
package struct ToolPolicy: Sendable, Equatable {
    /// From the mildest to the strictest.
    package enum Decision: String, Sendable, Equatable, CaseIterable, Comparable {
        case allow
        case ask
        case deny

        private var strictness: Int {
            switch self {
            case .allow: 0
            case .ask: 1
            case .deny: 2
            }
        }

        package static func < (a: Self, b: Self) -> Bool { a.strictness < b.strictness }
    }

    /// By tool: a name, or a prefix with a `*` behind it. The longest that fits counts.
    package var byName: [String: Decision]
    /// Where no name fits.
    package var byRisk: [ToolRisk: Decision]
    /// Hosts the owner has set up: a tool of the network that reaches no others is allowed where the policy says ask.
    package var ownHosts: Set<String>
    /// What a session wants beyond that, by name, prefix or kind of risk: it makes nothing milder.
    package var wishes: [String: Decision] = [:]

    package init(byName: [String: Decision] = [:], byRisk: [ToolRisk: Decision] = [:], ownHosts: Set<String> = []) {
        self.byName = byName
        self.byRisk = Self.usual.merging(byRisk) { $1 }
        self.ownHosts = Set(ownHosts.map { $0.lowercased() })
    }

    private static let usual: [ToolRisk: Decision] = [.read: .allow, .write: .allow, .network: .ask, .destructive: .ask]

    /// - Parameter hosts: what the call would reach, where that is known.
    package func decision(_ name: String, _ risk: ToolRisk, hosts: [String]? = nil) -> Decision {
        max(owners(name, risk, hosts), Self.best(name, in: wishes) ?? wishes[risk.rawValue] ?? .allow)
    }

    /// Whether the owner named this tool to be asked about, and not only its kind.
    package func asksByName(_ name: String) -> Bool { Self.best(name, in: byName) == .ask }

    /// An exact name is longer than any prefix of it.
    private static func best(_ name: String, in rules: [String: Decision]) -> Decision? {
        let fitting = rules.filter { pattern, _ in
            pattern.hasSuffix("*") ? name.hasPrefix(pattern.dropLast()) : name == pattern
        }
        return fitting.max { weight($0.key) < weight($1.key) }?.value
    }

    private func owners(_ name: String, _ risk: ToolRisk, _ hosts: [String]?) -> Decision {
        if let best = Self.best(name, in: byName) { return best }
        let decision = byRisk[risk] ?? .ask
        if risk == .network, decision == .ask, let hosts, !hosts.isEmpty, hosts.allSatisfy({ ownHosts.contains($0.lowercased()) }) {
            return .allow
        }
        return decision
    }

    private static func weight(_ pattern: String) -> Int {
        pattern.hasSuffix("*") ? (pattern.utf8.count - 1) * 2 : pattern.utf8.count * 2 + 1
    }
}
