/// A server of the benchmark's own: the same program, in a process of its own so that its memory and time can be told apart.
final class ServerProcess {
    private(set) var port = 0
    private let process: SpawnedProcess
    /// What the person at this machine keeps is nothing to a benchmark.
    private let home: ScratchFolder

    var identifier: Int32 { process.identifier }

    /// Starts `coda serve` and waits until it says it is ready.
    ///
    /// - Parameters:
    ///   - keys: a keys file; without one everybody on this machine is welcome.
    ///   - environment: NAME=VALUE, beside this process's own or instead of them.
    init(slots: Int, keys: String? = nil, environment: [String] = []) throws {
        let words = ["coda", "serve", "--port", "0", "--slots", "\(slots)"] + (keys.map { ["--keys", $0] } ?? [])
        home = try ScratchFolder("bench")
        let own = ["XDG_DATA_HOME=\(home.path)", "XDG_CONFIG_HOME=\(home.path)"]
        process = try SpawnedProcess(SpawnedProcess.itself, words, environment: own + environment)
        port = try readPort()
    }

    /// The server prints its addresses once it is ready; the port is in them.
    private func readPort() throws -> Int {
        var text = ""
        while true {
            let more = process.read()
            guard !more.isEmpty else { throw BenchError("the server ended before it was ready; run coda serve to see why.") }
            text += more
            guard let line = text.split(separator: "\n").first(where: { $0.contains("ws://") }), text.hasSuffix("\n") else { continue }
            if let port = line.split(separator: ":").last?.split(separator: "/").first.flatMap({ Int($0) }) { return port }
        }
    }

    /// Waits until it has nothing left to load: a server is measured as it is most of its life.
    func settle() async throws {
        let longest = 120
        var used = ProcessFile.processorSeconds(of: identifier)
        for _ in 0..<(longest * 2) {
            try await Task.sleep(for: .milliseconds(500))
            let now = ProcessFile.processorSeconds(of: identifier)
            if now - used < 0.03 { return }
            used = now
        }
        throw BenchError("the server was still busy \(longest) s after it had been ready.")
    }

    func stop() {
        process.stop()
        home.remove()
    }
}
