package import Wire

/// How a connection begins, and what is asked of it: the same for every revision.
extension MCPConnection {
    /// Agrees on a revision with the server. One that knows the newest answers `server/discover`; of all others a handshake is asked.
    /// - Parameter patience: how long each step may take.
    package func negotiate(patience: Duration) async throws(MCPFailure) -> Peer {
        // An older server that does not answer what it does not know must not take all the time there is.
        if let peer = try await discover(patience: min(patience, .seconds(10))) { return peer }
        do throws(MCPFailure) {
            return try await shakeHands(patience: patience)
        } catch {
            // It was only slow to answer the first question, and takes no handshake after it.
            guard case .answered(let answer) = error, answer.code == MCPError.Code.unsupportedRevision.rawValue,
                let peer = try await discover(patience: patience)
            else { throw error }
            return peer
        }
    }

    /// `nil` for a server of a revision with a handshake.
    private func discover(patience: Duration) async throws(MCPFailure) -> Peer? {
        do throws(MCPFailure) {
            let found = try await ask("server/discover", revision: .july2026, patience: patience)
            let versions = found["supportedVersions"]?.array?.compactMap { $0.string.flatMap(MCPRevision.init) } ?? []
            guard let revision = versions.filter(\.isStateless).max() else { return nil }
            agree(on: revision)
            begin()
            return peer(revision, found, identity: found["_meta"]?[MCPEnvelope.serverKey])
        } catch {
            switch error {
            case .answered(let answer) where answer.code == MCPError.Code.unsupportedRevision.rawValue:
                // It is newer than this, where it names no revision that we know.
                let versions = answer.data?["supported"]?.array?.compactMap(\.string) ?? []
                if !versions.isEmpty, versions.allSatisfy({ MCPRevision(rawValue: $0) == nil }) {
                    throw .foreignRevision(MCPText.line(versions.joined(separator: ", "), limit: 100))
                }
                return nil
            case .answered, .timedOut, .malformed: return nil
            default: throw error
            }
        }
    }

    private func shakeHands(patience: Duration) async throws(MCPFailure) -> Peer {
        agree(on: nil)
        let result = try await ask(
            "initialize",
            [
                "protocolVersion": .string(MCPRevision.latestWithHandshake.rawValue), "capabilities": [:], "clientInfo": identity.json,
            ], patience: patience)
        guard let said = result["protocolVersion"]?.string else { throw .malformed("it names no revision of the protocol") }
        guard let revision = MCPRevision(rawValue: said), !revision.isStateless else {
            throw .foreignRevision(MCPText.line(said, limit: 100))
        }
        agree(on: revision)
        tell("notifications/initialized")
        begin()
        return peer(revision, result, identity: result["serverInfo"])
    }

    private func peer(_ revision: MCPRevision, _ result: JSONValue, identity: JSONValue?) -> Peer {
        let tools = result["capabilities"]?["tools"]
        return Peer(
            revision: revision, name: MCPText.line(identity?["name"]?.string ?? "", limit: 64),
            version: MCPText.line(identity?["version"]?.string ?? "", limit: 64), hasTools: tools != nil,
            tellsOfChanges: tools?["listChanged"]?.bool == true)
    }

    /// Every tool the server lists, page by page.
    package func listTools(patience: Duration) async throws(MCPFailure) -> [MCPToolOffer] {
        guard let revision else { throw .malformed("no revision is agreed on") }
        var offers: [MCPToolOffer] = []
        var names: Set<String> = []
        var cursor: JSONValue?
        // A server that never comes to an end has as many pages as it has tools that we would take.
        for _ in 0..<MCPServerEntry.mostTools {
            let page = try await ask("tools/list", ([:] as JSONValue).merging(["cursor": cursor]), patience: patience)
            guard let tools = page["tools"]?.array else { throw .malformed("its list of tools is none") }
            for offer in tools.compactMap({ MCPToolOffer($0, revision: revision) }) where names.insert(offer.name).inserted {
                offers.append(offer)
                if offers.count == MCPServerEntry.mostTools { return offers }
            }
            guard let next = page["nextCursor"]?.string, .string(next) != cursor else { return offers }
            cursor = .string(next)
        }
        return offers
    }

    /// Has the server do something; gives its whole answer.
    package func call(_ offer: MCPToolOffer, _ arguments: JSONValue, patience: Duration) async throws(MCPFailure) -> JSONValue {
        try await ask(
            "tools/call", ["name": .string(offer.name), "arguments": arguments], schema: offer.parameters, patience: patience,
            wantsProgress: true)
    }

    /// Asks to be told of changes, where the revision wants that to be asked. `ended` is called when the server tells no more.
    func followChanges(ended: @escaping @Sendable () -> Void) {
        guard revision?.isStateless == true else { return }
        listen("subscriptions/listen", ["notifications": ["toolsListChanged": true]]) { result in
            switch result {
            case .failure(.answered), .failure(.closed): break
            default: ended()
            }
        }
    }
}
