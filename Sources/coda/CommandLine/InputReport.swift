internal import Audio
internal import Wire

/// What `--json` prints for one input: always the same members, null where one does not apply.
struct InputReport {
    var input: String
    var transcript: String?
    var reply: String?
    var audio: JSONValue = .null
    var ledger: JSONValue = .null
    var error: CommandLineError?

    func object(schema: String) -> JSONValue {
        [
            "schema": .string(schema), "input": .string(input), "transcript": transcript.map { .string($0) } ?? .null,
            "reply": reply.map { .string($0) } ?? .null, "audio": audio, "ledger": ledger, "error": error?.object ?? .null,
        ]
    }

    /// - Parameter path: the file that holds the sound, where one does.
    static func audio(_ clip: AudioClip, path: String?) -> JSONValue {
        [
            "path": path.map { .string($0) } ?? .null, "seconds": .number(Double(clip.samples.count) / Double(clip.rate.hertz)),
            "sample_rate": .integer(clip.rate.hertz), "peak": .number(Double(clip.samples.reduce(0) { max($0, abs($1)) })),
        ]
    }
}

extension CommandLineError {
    var object: JSONValue { ["code": .string(code.name), "message": .string(message)] }
}
