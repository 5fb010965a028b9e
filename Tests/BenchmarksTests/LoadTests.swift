import Benchmarks
import Speech
import Testing
import Wire

@Suite struct LoadTests {
    private typealias Answer = LoadScore.Answer

    private static func answers(_ count: Int, of answer: LoadScore.Answer) -> [LoadScore.Answer] { Array(repeating: answer, count: count) }

    private static func heard(errors: Int, alone: Int, words: Int) -> LoadScore {
        LoadScore([
            Answer(
                isAnswered: true, firstByte: 500, firstAudible: 520, heard: WordErrors(words: words, errors: errors),
                alone: WordErrors(words: words, errors: alone))
        ])
    }

    @Test("shares are of all that was spoken")
    func shares() {
        let score = LoadScore(
            Self.answers(6, of: Answer(isAnswered: true, firstByte: 800, firstAudible: 820))
                + [Answer(isAnswered: true, firstByte: 3_100, firstAudible: 3_120)] + [Answer(isAnswered: true, isCutOff: true)]
                + Self.answers(2, of: Answer(isAnswered: false, isBroken: true)))
        #expect(score.answeredShare == 0.8 && score.repliedShare == 0.8)
        // An early answer is none that came late.
        #expect(score.inTimeShare == 0.7)
        #expect(score.cutOffShare == 0.1 && score.broken == 2)
    }

    @Test(
        "an answer counts only where the server understood as much as the recogniser alone",
        arguments: [
            (errors: 400, alone: 380, words: 1_000, answer: true, level: true), (401, 380, 1_000, false, false),
            // Of few words a level says little; one answer is judged all the same.
            (13, 10, 20, false, true), (14, 10, 20, false, false), (10, 300, 1_000, true, true),
        ])
    func words(errors: Int, alone: Int, words: Int, answer: Bool, level: Bool) {
        let score = Self.heard(errors: errors, alone: alone, words: words)
        #expect(score.isUnderstood == level)
        #expect(score.answeredShare == (answer ? 1 : 0) && score.inTimeShare == score.answeredShare && score.repliedShare == 1)
    }

    private static let fine = LoadScore(answers(20, of: LoadScore.Answer(isAnswered: true, firstByte: 500, firstAudible: 500)))

    @Test("a level fails by what it failed by")
    func failures() {
        #expect(LoadStep(conversations: 5, score: Self.fine).failures == [])
        #expect(LoadStep(conversations: 5, refused: 1, score: Self.fine).failures == [.refused])
        #expect(LoadStep(conversations: 5, lost: 2, score: Self.fine).failures == [.lost])
        let missing = LoadScore(Self.fine.answers + [Answer(isAnswered: false)])
        #expect(LoadStep(conversations: 5, score: missing).failures == [.unanswered])
        let slow = LoadScore(Self.answers(20, of: Answer(isAnswered: true, firstByte: 3_001, firstAudible: 3_001)))
        #expect(LoadStep(conversations: 5, score: slow).failures == [.slow])
        #expect(LoadStep(conversations: 5, score: Self.heard(errors: 90, alone: 40, words: 100)).failures == [.misheard])
        // So few errors more may be chance.
        #expect(LoadStep(conversations: 5, score: Self.heard(errors: 51, alone: 40, words: 100)).failures == [])
        // Nobody spoke: nothing says that it was too much.
        #expect(LoadStep(conversations: 5, score: LoadScore([])).failures == [])
    }

    @Test("the breaking point is the first level that failed; what came after it proves nothing")
    func breakingPoint() {
        let (good, bad) = (Self.fine, LoadScore([Answer(isAnswered: false)]))
        let steps = [(5, good), (10, good), (15, bad), (20, good)].map { LoadStep(conversations: $0, score: $1) }
        let found = LoadStep.breakingPoint(of: steps)
        #expect(found.held == 10 && found.broken?.conversations == 15)
        let none = LoadStep.breakingPoint(of: Array(steps.prefix(2)))
        #expect(none.held == 10 && none.broken == nil)
        #expect(LoadStep.breakingPoint(of: Array(steps[2...])).held == 0)
    }

    @Test("what binds is what was used up first in the chain of causes")
    func bound() {
        func name(_ change: (inout LoadBound) -> Void) -> String {
            var bound = LoadBound()
            change(&bound)
            return bound.name
        }
        #expect(name { _ in } == "nothing that was measured")
        // Utterances wait for decoders because the processor is full.
        #expect(name { ($0.serverShare, $0.clientShare, $0.decoderWaits) = (0.85, 0.1, 3) } == "the processor")
        #expect(name { ($0.serverShare, $0.clientShare) = (0.3, 0.65) } == "the load clients")
        #expect(name { ($0.serverShare, $0.othersShare) = (0.5, 0.42) } == "the processor")
        #expect(name { ($0.serverShare, $0.othersShare) = (0.3, 0.65) } == "other programs on the machine")
        #expect(name { ($0.serverShare, $0.clientLate) = (0.3, 40) } == "the load clients")
        #expect(name { $0.decoderWaits = 1 } == "the number of decoders")
        #expect(name { ($0.queue, $0.queueShare) = ("synthesizer", 0.95) } == "the queue of the synthesizer")
        #expect(name { $0.mailboxShare = 0.95 } == "a session's mailbox")
        #expect(name { $0.refusals = 1 } == "the server's own limit")
        #expect(name { ($0.refusals, $0.reason) = (1, "processor") } == "the server's own limit, which says: processor")
        #expect(name { ($0.memoryShare, $0.serverShare) = (0.9, 1) } == "memory")
    }

    @Test("what a server tells of itself is read by what it grew")
    func stats() {
        func stats(waits: Int, busy: Int, refused: Int) -> JSONValue {
            [
                "recognizer": ["waits": .integer(waits), "busy": .integer(busy)],
                "queues": [
                    "fullest_mailbox_share": 0.25, "recognizer": ["waiting": 30, "capacity": 40, "refused": .integer(refused)],
                    "synthesizer": ["waiting": 1, "capacity": 1_024, "refused": 0],
                ],
                "process": ["rss_bytes": 500, "memory_limit_bytes": 1_000],
            ]
        }
        var bound = LoadBound()
        bound.read(before: stats(waits: 2, busy: 1, refused: 1), after: stats(waits: 7, busy: 3, refused: 4))
        #expect(bound.decoderWaits == 5 && bound.decoderFailures == 2 && bound.queueRefusals == 3)
        #expect(bound.queue == "recognizer" && bound.queueShare == 0.75 && bound.memoryShare == 0.5 && bound.mailboxShare == 0.25)
    }

    @Test("a server that tells of no level is at the full one")
    func state() {
        #expect(ServerState(["status": "ready"]).isFull && ServerState(nil).isFull && ServerState(["level": "full"]).isFull)
        let state = ServerState(["level": "brief", "reason": "recognizer"])
        #expect(!state.isFull && state.level == "brief" && state.reason == "recognizer")
    }
}
