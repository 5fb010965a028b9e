import Assistant
import Inference
import Language
import Synchronization
import Testing

@Suite struct LateGuesserTests {
    private final class Told: Sendable {
        private let kept = Mutex<[InferenceError]>([])

        var errors: [InferenceError] { kept.withLock { $0 } }

        func tell(_ error: InferenceError) { kept.withLock { $0.append(error) } }
    }

    private struct Failing: IntentGuessing {
        func guess(_ text: String) async throws(InferenceError) -> IntentReading { throw .run(cause: "test") }
    }

    @Test("that nothing could be learnt is told, and it has no answer")
    func learning() async {
        let told = Told()
        let guesser = LateGuesser(failed: told.tell) { () async throws(InferenceError) in throw .run(cause: "test") }
        await guesser.ready()
        #expect(told.errors == [.run(cause: "test")])
        await #expect(throws: InferenceError.busy) { try await guesser.guess("lights on") }
        #expect(told.errors.count == 1)
    }

    @Test("a model that fails is told once, however often it fails")
    func guessing() async {
        let told = Told()
        let guesser = LateGuesser(failed: told.tell) { Failing() }
        await guesser.ready()
        for _ in 0..<3 {
            await #expect(throws: InferenceError.run(cause: "test")) { try await guesser.guess("lights on") }
        }
        #expect(told.errors == [.run(cause: "test")])
    }
}
