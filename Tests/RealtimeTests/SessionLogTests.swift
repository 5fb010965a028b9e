import Realtime
import Testing

/// What a client that lost its connection is told again.
@Suite struct SessionLogTests {
    private func log(capacity: Int = 10_000) -> SessionLog {
        var log = SessionLog(capacity: capacity)
        log.append(.event([1]), samples: 0)
        log.append(.sound([11]), samples: 100)
        log.append(.sound([12]), samples: 200)
        log.append(.event([2]), samples: 0)
        log.append(.event([3]), samples: 50)
        return log
    }

    @Test(
        "exactly what is missing is told, in order, with the sound it carries",
        arguments: [
            (0, 0, [1, 11, 12, 2, 3], 350), (1, 0, [11, 12, 2, 3], 350), (1, 1, [12, 2, 3], 250), (1, 2, [2, 3], 50), (2, 0, [3], 50),
            (3, 0, [], 0),
        ] as [(Int, Int, [UInt8], Int)])
    func missing(event: Int, frames: Int, expected: [UInt8], samples: Int) throws {
        let (messages, carried) = try log().messages(after: .init(event: event, frames: frames))
        let bytes = messages.map { message in
            switch message {
            case .event(let bytes), .sound(let bytes): bytes[0]
            }
        }
        #expect(bytes == expected)
        #expect(carried == samples)
    }

    @Test("a client that claims to have what was never sent is refused", arguments: [(4, 0), (3, 1), (1, 3), (0, 1), (2, 1)])
    func unknown(event: Int, frames: Int) {
        #expect(throws: SessionLog.Failure.unknown) { try log().messages(after: .init(event: event, frames: frames)) }
    }

    @Test("what fell out of the log is refused as gone, and what is kept is told")
    func eviction() throws {
        // Each entry costs 65 bytes: three are kept.
        let short = log(capacity: 200)
        #expect(throws: SessionLog.Failure.gone) { try short.messages(after: .init(event: 1, frames: 0)) }
        #expect(try short.messages(after: .init(event: 1, frames: 1)).messages == [.sound([12]), .event([2]), .event([3])])
        #expect(try short.messages(after: .init(event: 2, frames: 0)).messages == [.event([3])])
    }
}
