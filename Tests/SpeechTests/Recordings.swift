import Glibc
import Speech
import TestSupport

/// Lent recordings of people, 16 kHz.
enum Recordings {
    struct Recording {
        var name: String
        var said: String
        var samples: [Int16]
    }

    /// - Parameter set: a folder such as `speech/assistant_commands`.
    static func of(_ set: String) -> [Recording] {
        guard let folder = TestData.folder.map({ "\($0)/\(set)/open" }) else { return [] }
        let rows = String(decoding: bytes(folder + "/transcripts.tsv"), as: UTF8.self).split(separator: "\n").dropFirst()
        return rows.compactMap { row in
            let columns = row.split(separator: "\t")
            guard columns.count == 3 else { return nil }
            let wave = bytes("\(folder)/\(columns[0])").dropFirst(44)
            let samples = stride(from: wave.startIndex, to: wave.endIndex - 1, by: 2).map {
                Int16(bitPattern: UInt16(wave[$0]) | UInt16(wave[$0 + 1]) << 8)
            }
            return Recording(name: String(columns[0]), said: String(columns[2]), samples: samples)
        }
    }

    private static func bytes(_ path: String) -> [UInt8] {
        guard let file = unsafe fopen(path, "rb") else { return [] }
        defer { unsafe fclose(file) }
        var all: [UInt8] = []
        var piece = [UInt8](repeating: 0, count: 1 << 16)
        while true {
            let count = unsafe fread(&piece, 1, piece.count, file)
            guard count > 0 else { return all }
            all += piece[..<count]
        }
    }
}
