internal import Resources
internal import Speech

/// The recordings that load clients speak, and what the recogniser alone makes of each of them.
struct LoadPeople: Sendable {
    let sounds: [LoadSound]
    /// What the server is compared with, by the path of the recording.
    private var alone: [String: WordErrors]

    /// A sample of those whose words are known; in a quick run a few that are neither long nor a lone word.
    static func recordings(_ settings: BenchSettings) throws -> [Recording] {
        let all = Recordings.shuffled(try Recordings.load(settings).filter { !$0.transcript.isEmpty })
        guard !all.isEmpty else { throw BenchError("none of the recordings has a transcript.") }
        let range = settings.isQuick ? quickSamples : 0...Int.max
        var few: [Recording] = []
        var samples = 0
        for recording in all where samples < (settings.isQuick ? quickTotal : total) {
            let count = try recording.samples().count
            guard range.contains(count) else { continue }
            few.append(recording)
            samples += count
        }
        guard !few.isEmpty else { throw BenchError("no recording is between one and three seconds long.") }
        return few
    }

    /// Samples of all that is spoken: a hundred seconds, and 12 s.
    private static let total = 1_600_000
    private static let quickTotal = 192_000
    private static let quickSamples = 16_000...48_000

    init(_ recordings: [Recording], _ settings: BenchSettings) async throws {
        let seed = settings.seed
        sounds = try await onThread(named: "bench") { try recordings.enumerated().map { try LoadSound($1, seed: seed &+ UInt64($0)) } }
        let errors = try await RecognitionBench.errors(in: recordings, home: settings.home)
        alone = Dictionary(zip(recordings.map(\.path), errors), uniquingKeysWith: { $1 })
    }

    /// Over all recordings, once each.
    var aloneShare: Double { alone.values.reduce(WordErrors(), +).share }

    /// The same people, compared with what a server made of them one at a time: it may cut a turn in two where the recogniser alone
    /// hears a whole recording.
    func compared(with lone: [LoadConversation.Spoken]) -> LoadPeople {
        let heard = Dictionary(grouping: lone, by: \.turn.recording.path).mapValues { turns in
            turns.map { WordErrors(said: $0.turn.recording.transcript, heard: $0.turn.transcript) }
        }
        let share = heard.values.joined().reduce(WordErrors(), +).share
        var people = self
        for (path, own) in alone {
            let errors = heard[path].map { turns in Double(turns.reduce(0) { $0 + $1.errors }) / Double(turns.count) }
            people.alone[path] = WordErrors(words: own.words, errors: Int((errors ?? share * Double(own.words)).rounded()))
        }
        return people
    }

    func score(_ spoken: [LoadConversation.Spoken]) -> LoadScore {
        LoadScore(
            spoken.map { one in
                let turn = one.turn
                return LoadScore.Answer(
                    isAnswered: turn.wasAnswered, firstByte: turn.firstByte, firstAudible: turn.firstAudible, isCutOff: turn.wasCutOff,
                    isBroken: turn.wasBroken, heard: WordErrors(said: turn.recording.transcript, heard: turn.transcript),
                    alone: alone[turn.recording.path] ?? WordErrors())
            })
    }
}
