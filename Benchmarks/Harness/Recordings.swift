internal import Audio
internal import Glibc
internal import Wire

/// One recording with what is known of it.
struct Recording: Sendable {
    let path: String
    /// The folder's set, such as "assistant_commands".
    let set: String
    let transcript: String
    /// Seconds at which speech ends, where labelled.
    let labelledEnd: Double?
    /// Labelled stretches of speech in seconds; `nil` where the set has no such labels.
    let speech: [ClosedRange<Double>]?

    var name: String { path.split(separator: "/").last.map(String.init) ?? path }

    func samples() throws -> [Float] {
        do {
            return try WAVReader.read(path: path).clip.resampled(to: .hz16000).samples
        } catch {
            throw BenchError("\(path): \(error)")
        }
    }
}

/// Finds recordings: every folder below the data folder that holds a `transcripts.tsv`.
enum Recordings {
    static func load(_ settings: BenchSettings) throws -> [Recording] {
        guard let data = settings.data else { throw BenchError("name a folder of recordings with --data DIR.", isUsage: true) }
        let recordings = folders(below: data).flatMap(recordings)
        guard !recordings.isEmpty else { throw BenchError("\(data): no transcripts.tsv was found there or below.") }
        return recordings
    }

    /// The same recordings in an order by chance, the same each time: the first ones are a fair sample of all.
    static func shuffled(_ recordings: [Recording]) -> [Recording] {
        var numbers = SeededNumbers("recordings")
        return recordings.shuffled(using: &numbers)
    }

    private static func folders(below folder: String) -> [String] {
        guard let directory = unsafe opendir(folder) else { return [] }
        defer { unsafe closedir(directory) }
        var found: [String] = []
        while let entry = unsafe readdir(directory) {
            let name = unsafe withUnsafeBytes(of: entry.pointee.d_name) { unsafe String(decoding: $0.prefix { $0 != 0 }, as: UTF8.self) }
            if name == "transcripts.tsv" { found.append(folder) }
            guard !name.hasPrefix("."), unsafe entry.pointee.d_type == UInt8(DT_DIR) else { continue }
            found += folders(below: folder + "/" + name)
        }
        return found.sorted()
    }

    private static func recordings(in folder: String) -> [Recording] {
        let parts = folder.split(separator: "/").map(String.init)
        let set = parts.last == "open" ? parts.dropLast().last ?? folder : parts.last ?? folder
        let ends = labelledEnds(in: folder)
        let speech = segments(in: folder)
        return table(folder + "/transcripts.tsv").compactMap { row in
            guard row.count >= 2 else { return nil }
            let path = folder + "/" + row[0]
            guard unsafe access(path, R_OK) == 0 else { return nil }
            return Recording(
                path: path, set: set, transcript: row.count > 2 ? row[2] : "", labelledEnd: ends[row[0]],
                speech: speech.map { $0[row[0]] ?? [] })
        }
    }

    /// Rows of a tab-separated table without its head.
    private static func table(_ path: String) -> [[String]] {
        ProcessFile.read(path).split(separator: "\n").dropFirst().map { line in
            line.split(separator: "\t", omittingEmptySubsequences: false).map(String.init)
        }
    }

    private static func segments(in folder: String) -> [String: [ClosedRange<Double>]]? {
        let path = folder + "/speech_segments.tsv"
        guard unsafe access(path, R_OK) == 0 else { return nil }
        var segments: [String: [ClosedRange<Double>]] = [:]
        for row in table(path) {
            guard row.count >= 3, let start = Double(row[1]), let end = Double(row[2]), start <= end else { continue }
            segments[row[0], default: []].append(start...end)
        }
        return segments
    }

    private static func labelledEnds(in folder: String) -> [String: Double] {
        var ends: [String: Double] = [:]
        for line in ProcessFile.read(folder + "/labels.jsonl").split(separator: "\n") {
            guard let label = try? JSONValue.parse(Array(line.utf8)), let file = label["file"]?.string else { continue }
            ends[file] = label["turn_end"]?.number
        }
        return ends
    }
}
