package import Inference
package import Language
internal import Synchronization

/// Has no answer until something has been learnt from the examples, which may take seconds; whoever asks it compares words meanwhile.
package final class LateGuesser: IntentGuessing {
    private struct State {
        var learnt: (any IntentGuessing)?
        var hasFailed = false
    }

    private let state = Mutex(State())
    private let failed: @Sendable (InferenceError) -> Void
    private let learning: Mutex<Task<Void, Never>?> = Mutex(nil)

    /// - Parameters:
    ///   - failed: is told the first failure, of learning or of guessing.
    ///   - learn: where it fails, it is left at that.
    package init(
        failed: @escaping @Sendable (InferenceError) -> Void,
        learn: @escaping @Sendable () async throws(InferenceError) -> any IntentGuessing
    ) {
        self.failed = failed
        // Ends with the learning.
        let task = Task { [weak self] in
            do throws(InferenceError) {
                let better = try await learn()
                self?.state.withLock { $0.learnt = better }
            } catch {
                self?.tell(error)
            }
        }
        learning.withLock { $0 = task }
    }

    /// Returns once it is as good as it gets.
    package func ready() async { await learning.withLock { $0 }?.value }

    package func guess(_ text: String) async throws(InferenceError) -> IntentReading {
        guard let better = state.withLock({ $0.learnt }) else { throw .busy }
        do throws(InferenceError) {
            return try await better.guess(text)
        } catch {
            tell(error)
            throw error
        }
    }

    private func tell(_ error: InferenceError) {
        let isFirst = state.withLock { state in
            defer { state.hasFailed = true }
            return !state.hasFailed
        }
        if isFirst { failed(error) }
    }
}
