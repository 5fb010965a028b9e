internal import Audio
internal import Glibc
internal import Network
internal import Resources

/// Recordings played in real time to a server, one conversation, for whoever looks at what the server does meanwhile.
package struct ProfileRun: Sendable {
    /// A recording that was played.
    package struct Played: Sendable {
        package let name: String
        package let start: ContinuousClock.Instant
        package let end: ContinuousClock.Instant
        package let wasAnswered: Bool
    }

    private let recordings: [Recording]

    package var count: Int { recordings.count }

    /// Finds the recordings: those of every `transcripts.tsv` in the folder or below, else every WAV file.
    ///
    /// - Parameter turns: recordings to play, from the first again where there are fewer; `nil` for each once.
    package init(folder: String, turns: Int?) throws(BenchError) {
        guard let directory = unsafe opendir(folder) else { throw BenchError("\(folder): \(unsafe String(cString: strerror(errno)))") }
        unsafe closedir(directory)
        let found = Recordings.shuffled(Recordings.below(folder))
        guard !found.isEmpty else { throw BenchError("\(folder): neither a transcripts.tsv nor a WAV file was found there or below.") }
        recordings = turns.map { turns in (0..<turns).map { found[$0 % found.count] } } ?? found
    }

    /// Blocks in real time: on a thread of its own.
    ///
    /// - Parameter progress: gets how many were played, and a line about the last.
    package func play(port: Int, progress: @escaping @Sendable (Int, String) -> Void) async throws -> [Played] {
        let pool: ClientPool
        do { pool = try ClientPool() } catch { throw BenchError("\(error)") }
        let client = try await TurnClient.connect(pool, port: port)
        let recordings = recordings
        return try await onThread(named: "player") {
            // The pool must not be let go by a callback of its own.
            defer { pool.stop() }
            defer { client.close() }
            return try recordings.enumerated().map { index, recording in
                let start = ContinuousClock.now
                let turn = try client.play(recording, seed: UInt64(index))
                let time = turn.firstAudible.map { "\(Int($0)) ms" } ?? (turn.wasAnswered ? "answered early" : "unanswered")
                progress(index + 1, "\(recording.name): \(time)")
                return Played(name: recording.name, start: start, end: .now, wasAnswered: turn.wasAnswered)
            }
        }
    }
}

extension Recordings {
    /// What there is to play.
    fileprivate static func below(_ folder: String) -> [Recording] {
        var settings = BenchSettings()
        settings.data = folder
        // Without a transcript nobody knows whether anything was asked.
        if let found = try? load(settings) { return found.filter { !$0.transcript.isEmpty } }
        return sounds(in: folder).map { Recording(path: $0, set: "", transcript: "", labelledEnd: nil, speech: nil) }
    }

    private static func sounds(in folder: String) -> [String] {
        guard let directory = unsafe opendir(folder) else { return [] }
        defer { unsafe closedir(directory) }
        var found: [String] = []
        while let entry = unsafe readdir(directory) {
            let name = unsafe withUnsafeBytes(of: entry.pointee.d_name) { unsafe String(decoding: $0.prefix { $0 != 0 }, as: UTF8.self) }
            guard !name.hasPrefix(".") else { continue }
            if unsafe entry.pointee.d_type == UInt8(DT_DIR) {
                found += sounds(in: folder + "/" + name)
            } else if name.lowercased().hasSuffix(".wav") {
                found.append(folder + "/" + name)
            }
        }
        return found.sorted()
    }
}
