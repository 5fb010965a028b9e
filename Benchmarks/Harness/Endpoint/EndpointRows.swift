internal import Dialogue
internal import Glibc

/// The evidence at every window, as text: to look into, and to try a policy again without hearing everything again.
enum EndpointRows {
    static func write(_ recordings: [[HeardScene]], to path: String) throws {
        guard let file = unsafe fopen(path, "w") else { throw BenchError("\(path) cannot be written.") }
        defer { unsafe fclose(file) }
        let bytes = Array(recordings.joined().map(text).joined().utf8)
        guard unsafe fwrite(bytes, 1, bytes.count, file) == bytes.count else { throw BenchError("\(path) cannot be written.") }
    }

    private static func text(of heard: HeardScene) -> String {
        let head = ["scene", heard.name, "\(heard.variant)", heard.isForFitting ? "fit" : "report", "\(heard.trueEnd)"]
        let rows = heard.windows.indices.map { index in
            let window = heard.windows[index]
            let evidence = window.evidence
            let known = evidence.map { ["\($0.silence)", "\($0.voiced)", "\($0.habits.longest)"] }
            let columns =
                ["\(window.end)", "\(window.plainSilence ?? -1)", "\(window.turnStart)"] + (known ?? ["-1", "0", "0"])
                + [heard.scores[index].map { "\($0)" } ?? "", heard.texts[index] ?? "-"]
            return columns.joined(separator: "\t")
        }
        return ([head.joined(separator: "\t")] + rows).joined(separator: "\n") + "\n"
    }

    /// The scenes of every recording, in the order in which they were written.
    static func read(_ path: String) throws -> [[HeardScene]] {
        var recordings: [[HeardScene]] = []
        var scene: (head: [Substring], rows: [[Substring]])?
        func end() throws {
            guard let scene else { return }
            let heard = try Self.scene(scene.head, scene.rows, path)
            if heard.variant == 0 || recordings.isEmpty {
                recordings.append([heard])
            } else {
                recordings[recordings.count - 1].append(heard)
            }
        }
        for line in ProcessFile.read(path).split(separator: "\n") {
            let columns = line.split(separator: "\t", omittingEmptySubsequences: false)
            if columns[0] == "scene" {
                try end()
                scene = (columns, [])
            } else {
                scene?.rows.append(columns)
            }
        }
        try end()
        guard !recordings.isEmpty else { throw BenchError("\(path) holds no evidence.") }
        return recordings
    }

    private static func scene(_ head: [Substring], _ rows: [[Substring]], _ path: String) throws -> HeardScene {
        var windows: [HeardScene.Window] = []
        var scores: [Int: Float] = [:]
        var texts: [Int: String] = [:]
        for (index, row) in rows.enumerated() {
            guard row.count == 8, let end = Int(row[0]), let plain = Int(row[1]), let start = Int(row[2]), let silence = Int(row[3]),
                let voiced = Int(row[4]), let longest = Int(row[5])
            else { throw BenchError("\(path) is no evidence of this version.") }
            var evidence = PauseEvidence()
            evidence.silence = silence
            evidence.voiced = voiced
            evidence.habits.resumed(after: longest)
            windows.append(
                HeardScene.Window(end: end, plainSilence: plain < 0 ? nil : plain, turnStart: start, evidence: silence < 0 ? nil : evidence)
            )
            scores[index] = Float(row[6])
            if row[7] != "-" { texts[index] = String(row[7]) }
        }
        guard head.count == 5, let variant = Int(head[2]), let trueEnd = Int(head[4]) else {
            throw BenchError("\(path) is no evidence of this version.")
        }
        return HeardScene(
            name: String(head[1]), variant: variant, isForFitting: head[3] == "fit", trueEnd: trueEnd, windows: windows, scores: scores,
            texts: texts)
    }
}
