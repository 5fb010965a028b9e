internal import Dialogue
internal import Glibc
internal import Resources
internal import Synchronization
internal import Wire

/// Writes audit entries to a file, a JSON object a line. At its bound the file is renamed with `.1` behind its name, in place of the one before, and
/// begun anew. A thread of its own writes; entries that it cannot keep up with are counted and left out.
package final class ToolAuditFile: ToolAuditSink {
    private let path: String
    private let mostBytes: Int
    private let writer = WorkerPool(name: "coda-audit", threads: 1, capacity: 1_024)
    private let lost = Atomic(0)

    /// - Parameter mostBytes: of one file; there are at most two.
    package init(path: String, mostBytes: Int = 8 << 20) {
        self.path = path
        self.mostBytes = mostBytes
    }

    /// Entries that were not written.
    package var lostEntries: Int { lost.load(ordering: .relaxed) }

    package func record(_ entry: ToolAuditEntry) {
        let line = Self.line(entry)
        let isTaken = writer.submit(.background) { [self] in
            if !Self.append(line, to: path, mostBytes: mostBytes) { lost.add(1, ordering: .relaxed) }
        }
        if !isTaken { lost.add(1, ordering: .relaxed) }
    }

    static func line(_ entry: ToolAuditEntry) -> [UInt8] {
        let time = entry.time
        let stamp = "\(time.isoDate)T\(time.clock):\(CivilTime.twoDigits(time.second))"
        let value: JSONValue = [
            "time": .string(stamp), "session": .string(entry.session), "tool": entry.tool.map { .string($0) } ?? .null,
            "risk": entry.risk.map { .string($0.rawValue) } ?? .null, "outcome": .string(entry.outcome),
            "ms": .number((entry.milliseconds * 1_000).rounded() / 1_000), "arguments": .array(entry.argumentNames.map { .string($0) }),
            "argument_bytes": .integer(entry.argumentBytes), "result_bytes": .integer(entry.resultBytes),
            "repairs": .integer(entry.repairs),
            "cached": .bool(entry.isFromCache), "consented": .bool(entry.isConsented),
        ]
        return value.bytes + [UInt8(ascii: "\n")]
    }

    private static func append(_ line: [UInt8], to path: String, mostBytes: Int) -> Bool {
        let file = unsafe open(path, O_WRONLY | O_CREAT | O_APPEND | O_NOFOLLOW | O_CLOEXEC, 0o600)
        guard file >= 0 else { return false }
        defer { close(file) }
        var about = stat()
        if unsafe fstat(file, &about) == 0, Int(about.st_size) + line.count > mostBytes, about.st_size > 0 {
            guard unsafe rename(path, path + ".1") == 0 else { return false }
            return append(line, to: path, mostBytes: mostBytes)
        }
        // One call for a whole line: lines of two programs do not mix.
        return unsafe line.withUnsafeBytes { unsafe write(file, $0.baseAddress, $0.count) } == line.count
    }
}
