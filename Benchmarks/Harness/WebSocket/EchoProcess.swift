internal import Glibc

/// An echo beside which this program's figures are put, in a process of its own.
final class EchoProcess {
    let port: Int
    private let process: SpawnedProcess

    var identifier: Int32 { process.identifier }

    /// Over libwebsockets in C, where `Benchmarks/peers/build-echo.sh` leaves it.
    static let bare = [".build/peers/lws-echo"]
    /// Over the Python package `websockets`, which `make bench-peers` installs.
    static let python = [".venv-peers/bin/python", "Benchmarks/peers/websockets_echo.py"]

    /// - Parameter command: a program and its arguments; `nil` is given where that is not there.
    init?(_ command: [String]) throws(BenchError) {
        let path = command[0]
        guard unsafe access(path, X_OK) == 0 else { return nil }
        process = try SpawnedProcess(path, command)
        // It prints its port once it listens.
        guard let port = process.read().split(separator: "\n").first.flatMap({ Int($0) }) else {
            throw BenchError("\(path) did not say its port.")
        }
        self.port = port
    }
}
