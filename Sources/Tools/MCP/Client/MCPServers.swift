package import Network
internal import Synchronization

/// The servers of tools that the owner named: connected while this runs.
package final class MCPServers: Sendable {
    private let clients: [MCPClient]
    private let running = Mutex<[Task<Void, Never>]>([])

    /// - Parameters:
    ///   - report: what the operator is told, from any thread.
    ///   - changed: a server's tools are these now, from any thread; all of it is told, also what stayed.
    package init(
        _ entries: [MCPServerEntry], identity: MCPIdentity, http: HTTPClient, approvals: MCPApprovalsFile,
        report: @escaping @Sendable (MCPReport) -> Void, changed: @escaping @Sendable (_ server: String, [any AssistantTool]) -> Void
    ) {
        let surroundings = MCPClient.Surroundings(
            identity: identity, transport: { Self.transport($0, http) }, report: report, changed: changed,
            judge: { approvals.judge($0, of: $1) },
            remember: { if let fault = await approvals.save() { report(.unsaved(fault)) } })
        clients = entries.filter { !$0.isDisabled }.map { MCPClient($0, surroundings) }
    }

    package static func transport(_ entry: MCPServerEntry, _ http: HTTPClient) -> any MCPTransport {
        switch entry.place {
        case .command(let command, let arguments, let environment, let folder):
            MCPChildTransport(command, arguments, environment: environment, folder: folder)
        case .url(let url, let headers): MCPHTTPTransport(http, url: url, headers: headers)
        }
    }

    package func start() {
        running.withLock { running in
            guard running.isEmpty else { return }
            // They end in `stop`.
            running = clients.map { client in Task { await client.run() } }
        }
    }

    /// Waits until each server is connected or could not be; call it after `start`.
    ///
    /// - Returns: those of which neither is known after `limit`, by name.
    package func settle(within limit: Duration) async -> [String] {
        // Ends below.
        let timer = Task { [clients] in
            guard (try? await Task.sleep(for: limit)) != nil else { return }
            for client in clients { await client.endSettling() }
        }
        defer { timer.cancel() }
        var late: [String] = []
        for client in clients where await !client.settled() { late.append(client.entry.name) }
        return late
    }

    /// Disconnects from all; programs that were started for it are gone within some seconds.
    package func stop() async {
        let tasks = running.withLock { running in
            defer { running = [] }
            return running
        }
        for client in clients { await client.stop() }
        for task in tasks { task.cancel() }
        for task in tasks { await task.value }
    }
}
