internal import Network
internal import Tools
internal import Wire

/// Connects to a server of tools and says what it offers, or what is wrong with it.
struct MCPCheck {
    private let entry: MCPServerEntry

    init(_ entry: MCPServerEntry) { self.entry = entry }

    /// - Parameter wanted: a tool, by the server's own name, and its arguments; without one the tools are listed.
    func run(_ wanted: (name: String, arguments: JSONValue)?) async throws {
        let connection = MCPConnection(MCPServers.transport(entry, HTTPClient()), identity: MCPOffer.identity) { _ in }
        connection.open()
        do {
            let peer = try await connection.negotiate(patience: MCPClient.startPatience)
            let offers = peer.hasTools ? try await connection.listTools(patience: MCPClient.startPatience) : []
            guard let wanted else {
                await connection.close()
                return tell(peer, offers)
            }
            let offer = offers.first { $0.name == wanted.name }
            let result: JSONValue? =
                if let offer { try await connection.call(offer, wanted.arguments, patience: entry.patience) } else { nil }
            await connection.close()
            try tell(result, wanted.name)
        } catch let error as MCPFailure {
            await connection.close()
            let said = connection.diagnostics
            throw CommandLineError(
                .network, "\(entry.name) cannot be used: \(error)" + (said.isEmpty ? "" : "\nIt said on its standard error:\n\(said)"))
        }
    }

    private func tell(_ result: JSONValue?, _ name: String) throws {
        guard let result else { throw CommandLineError(.usage, "\(entry.name) has no tool \(name).") }
        do throws(ToolFailure) {
            Terminal.print(try MCPToolResult.output(result).value.text)
        } catch {
            throw CommandLineError(.different, "\(name) failed: \(error)")
        }
    }

    private func tell(_ peer: MCPConnection.Peer, _ offers: [MCPToolOffer]) {
        let name = peer.name.isEmpty ? entry.name : "\(peer.name) \(peer.version)"
        Terminal.print("\(name), revision \(peer.revision.rawValue), \(offers.count) \(offers.count == 1 ? "tool" : "tools")")
        for offer in offers {
            let definition = offer.definition(of: entry)
            let summary = definition.summary.split(whereSeparator: \.isNewline).first ?? ""
            Terminal.print("  \(definition.name)  [\(definition.risk.rawValue)]  \(summary)")
        }
    }
}
