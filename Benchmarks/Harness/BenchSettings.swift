package import Realtime

/// What a benchmark is asked to do.
package struct BenchSettings: Sendable {
    /// Folder of recordings.
    package var data: String?
    package var clients = 1
    /// Whether `clients` was asked for.
    package var namesClients = false
    /// How eagerly turns are ended, in the protocol's words; `nil` is the server's default.
    package var eagerness: String?
    /// Recordings each client plays; `nil` is all.
    package var turns: Int?
    package var isQuick = false
    /// The port of a server that already runs on this machine; `nil` starts one.
    package var server: Int?
    /// Whether peers that are slow to measure are too.
    package var measuresPeers = false
    /// Where everything drawn by chance begins; equal seeds draw equally.
    package var seed: UInt64 = 0
    /// Where the endpoint benchmark writes the evidence it decides on.
    package var rows: String?
    /// Evidence written so before, to decide on instead of hearing recordings.
    package var evidence: String?
    /// Files of labelled utterances to learn from and to be tried on.
    package var train: String?
    package var test: String?
    /// Utterances that are also spoken and recognised.
    package var heard = 0
    /// How often a process that stores memories is killed.
    package var kills = 0
    /// The file that this process is to store memories in until it is killed.
    package var writer: String?
    /// How many there are of what is searched; empty is the benchmark's own choice.
    package var sizes: [Int] = []
    package var home = EngineHome(path: ".deps")
    package var version = ""

    package init() {}
}

/// Why a benchmark could not run.
package struct BenchError: Error, Sendable, CustomStringConvertible {
    package let message: String
    /// Whether the command line, rather than the data, is at fault.
    package let isUsage: Bool
    /// The status of the answer by which a server refused a session.
    package let refusal: Int?

    package init(_ message: String, isUsage: Bool = false, refusal: Int? = nil) {
        self.message = message
        self.isUsage = isUsage
        self.refusal = refusal
    }

    package var description: String { message }
}
