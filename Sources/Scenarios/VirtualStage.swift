internal import Audio
package import Dialogue
package import Realtime
package import Recording
internal import Speech
internal import Synchronization
package import Wire

/// A session of its own on its own clock: as fast as the engines go. Their work takes no time on that clock, so its times are those of decisions.
package final class VirtualStage: ScenarioStage {
    /// Saturday, 21 November 2026, 11:43:31 UTC: every run begins then.
    private static let wallStart = 1_795_261_411

    private let session: RealtimeSession
    private let recognizer: any SpeechRecognizer
    private let output = CollectedOutput()
    private var time = SessionTime.zero

    package var now: Double { Double(time.samples) / 16 }

    /// - Parameter record: makes what takes the session's steps, given what its conversation is set to at first.
    package init(_ engines: Engines, name: String, record: @Sendable (ConversationSettings) -> (any StepRecorder)? = { _ in nil }) async {
        recognizer = engines.recognizer
        session = RealtimeSession(id: name, engines: engines, clock: .simulated(wallStart: Self.wallStart), record: record, output: output)
        await session.start()
    }

    package func send(_ event: JSONValue) async {
        _ = session.receive(event: event.bytes)
        await session.settle()
    }

    package func pass(_ sound: [Int16]?) async throws -> [(at: Double, event: JSONValue)] {
        if let sound { _ = session.receive(sound: PCM16.encode(sound)) }
        await session.settle()
        await recognizer.caughtUp()
        time = time + .milliseconds(20)
        await session.advance(to: time)
        await session.settle()
        return output.take().map { (now, $0) }
    }

    package func end() async {
        session.disconnect()
        await session.settle()
    }

    private final class CollectedOutput: SessionOutput {
        private let events = Mutex<[JSONValue]>([])

        func send(event: [UInt8]) {
            guard let event = try? JSONValue.parse(event) else { return }
            events.withLock { $0.append(event) }
        }

        func send(sound: [UInt8]) {}
        func end(_ reason: SessionEnd) {}

        func take() -> [JSONValue] {
            events.withLock { events in
                defer { events = [] }
                return events
            }
        }
    }
}
