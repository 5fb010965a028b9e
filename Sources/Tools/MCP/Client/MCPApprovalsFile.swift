internal import Configuration
internal import Glibc
internal import Resources
internal import Synchronization

/// The approvals that outlive the process, in a file for its owner alone; without a path they last as long as the process.
package final class MCPApprovalsFile: Sendable {
    private struct State {
        var approvals: MCPApprovals
        var isNewer = false
    }

    private let path: String?
    private let state: Mutex<State>

    /// `nil` where the machine says neither where state belongs nor where home is.
    package static var standardPath: String? {
        CrashReports.standardFolder.map { $0.split(separator: "/").dropLast().reduce("") { "\($0)/\($1)" } + "/mcp-approvals.json" }
    }

    /// Reads the file; one that is not there is empty. Blocks. A file that is none is refused: it would approve of everything.
    package init(path: String?) throws(MCPServersFile.Mistake) {
        self.path = path
        guard let path, unsafe access(path, F_OK) == 0 else {
            state = Mutex(State(approvals: MCPApprovals()))
            return
        }
        let bytes: [UInt8]
        do { bytes = try SettingsLoader.read(path) } catch { throw MCPServersFile.Mistake(place: path, message: error.message) }
        guard let approvals = MCPApprovals(bytes) else {
            throw MCPServersFile.Mistake(
                place: path, message: "is no file of approvals: mend it, or remove it to approve of everything anew")
        }
        state = Mutex(State(approvals: approvals))
    }

    package func judge(_ offer: MCPToolOffer, of server: String) -> MCPApprovals.Verdict {
        state.withLock { state in
            let verdict = state.approvals.judge(offer, of: server)
            if verdict == .new { state.isNewer = true }
            return verdict
        }
    }

    /// The server's tools are approved as they are found next; `false` where nothing was known of it.
    package func forget(_ server: String) -> Bool {
        state.withLock { state in
            let wasKnown = state.approvals.forget(server)
            if wasKnown { state.isNewer = true }
            return wasKnown
        }
    }

    /// Writes what is new, on a thread of its own; gives what went wrong.
    package func save() async -> String? {
        guard path != nil, state.withLock({ $0.isNewer }) else { return nil }
        return await onThread(named: "mcp-approvals") { [self] in saveNow() }
    }

    private func saveNow() -> String? {
        // Held while it writes, so that an older list never comes after a newer one.
        state.withLock { state in
            guard state.isNewer, let path else { return nil }
            if let fault = Self.replace(path, with: state.approvals.bytes) { return "\(path) could not be written: \(fault)" }
            state.isNewer = false
            return nil
        }
    }

    private static func replace(_ path: String, with bytes: [UInt8]) -> String? {
        func cause() -> String { unsafe String(cString: strerror(errno)) }
        var folder = ""
        for part in path.split(separator: "/").dropLast() {
            folder += (folder.isEmpty && !path.hasPrefix("/") ? "" : "/") + part
            if unsafe mkdir(folder, 0o700) != 0, errno != EEXIST { return cause() }
        }
        let temporary = path + ".new"
        let file = unsafe open(temporary, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0o600)
        guard file >= 0 else { return cause() }
        defer { close(file) }
        var rest = bytes[...]
        while !rest.isEmpty {
            let written = unsafe rest.withUnsafeBytes { unsafe write(file, $0.baseAddress, $0.count) }
            if written < 0, errno == EINTR { continue }
            guard written > 0 else { return cause() }
            rest = rest.dropFirst(written)
        }
        guard fsync(file) == 0, unsafe rename(temporary, path) == 0 else { return cause() }
        return nil
    }
}
