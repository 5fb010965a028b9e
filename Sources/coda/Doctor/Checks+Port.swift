internal import Configuration
internal import Network
internal import Resources

/// The port of `coda serve`.
extension Checks {
    static func port(of server: Settings.Server) -> Check {
        let port = server.port
        guard port > 0 else { return .ok("port", "the kernel chooses one") }
        var configuration = ServerConfiguration()
        configuration.host = server.host
        configuration.port = port
        let server = HTTPServer(configuration: configuration, handler: NoDoors())
        defer { server.stop() }
        do {
            _ = try server.start()
            return .ok("port \(port)", "free")
        } catch {
            switch error {
            case .addressInUse: break
            default: return .fault("port \(port)", "\(error)", cure: "choose another: coda serve --port 8643")
            }
            guard let holder = holder(of: port) else {
                return .note("port \(port)", "in use by another user's program", cure: "coda serve --port 0 takes a free one")
            }
            if holder.name == "coda" { return .ok("port \(port)", "in use by Coda itself, process \(holder.process)") }
            return .note(
                "port \(port)", "in use by \(holder.name), process \(holder.process)",
                cure: "stop it, or use another port: coda serve --port 0 takes a free one")
        }
    }

    /// Who listens at a port, as far as this user may see.
    private static func holder(of port: Int) -> (name: String, process: String)? {
        let sockets = Set(["/proc/net/tcp", "/proc/net/tcp6"].flatMap { listeners(in: $0, port: port) })
        guard !sockets.isEmpty else { return nil }
        for process in FolderFiles.names(in: "/proc") where process.allSatisfy(\.isNumber) {
            let folder = "/proc/\(process)/fd"
            let holds = FolderFiles.names(in: folder).contains { SystemFile.link("\(folder)/\($0)").map(sockets.contains) ?? false }
            guard holds else { continue }
            let name = SystemFile.text("/proc/\(process)/comm")?.filter { !$0.isNewline } ?? "a program"
            return (name, process)
        }
        return nil
    }

    /// The links of sockets that listen at `port`: the second field is ADDRESS:PORT in hexadecimal, the fourth the state, the tenth the inode.
    private static func listeners(in table: String, port: Int) -> [String] {
        (SystemFile.text(table) ?? "").split(separator: "\n").dropFirst().compactMap { line in
            let fields = line.split(separator: " ")
            guard fields.count > 9, fields[3] == "0A", let text = fields[1].split(separator: ":").last, Int(text, radix: 16) == port else {
                return nil
            }
            return "socket:[\(fields[9])]"
        }
    }
}

/// A server with nothing behind it, to see whether a port is free.
private final class NoDoors: ServerHandler {
    private func gone() -> HTTPResponse { HTTPResponse(status: 404, body: []) }

    func respond(to request: HTTPRequest) -> HTTPResponse { gone() }
    func admit(_ request: HTTPRequest) -> WebSocketAdmission { .refuse(gone()) }
    func opened(_ connection: any WebSocketConnection, for request: HTTPRequest) -> any WebSocketReceiver { NoReceiver() }
}

private final class NoReceiver: WebSocketReceiver {
    func received(_ message: WebSocketMessage) {}
    func closed(code: UInt16?) {}
}
