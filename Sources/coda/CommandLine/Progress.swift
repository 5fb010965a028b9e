internal import Synchronization

/// How far a command is, on standard error: only on a terminal, only once it has taken two seconds, and erased at the end.
final class Progress: Sendable {
    private struct State {
        var label: String
        var done = 0
        /// 0...1 of the input under way.
        var fraction = 0.0
    }

    private let state: Mutex<State>
    private let total: Int

    private static let patience = Duration.seconds(2)
    private static let interval = Duration.milliseconds(100)

    private init(_ label: String, total: Int) {
        self.total = total
        state = Mutex(State(label: label))
    }

    /// Shows progress while `body` runs.
    ///
    /// - Parameter total: how many steps there are; with one, only the time is shown until a fraction is known.
    static func show<Value>(_ label: String, of total: Int = 1, _ body: (Progress) async throws -> Value) async throws -> Value {
        let progress = Progress(label, total: total)
        guard Terminal.errorsCanBeErased else { return try await body(progress) }
        // Ends with this scope: the drawing is cancelled when `body` returns.
        async let _: Void = progress.draw()
        do {
            let value = try await body(progress)
            Terminal.show(progress: nil)
            return value
        } catch {
            Terminal.show(progress: nil)
            throw error
        }
    }

    func begin(_ label: String, number: Int) {
        state.withLock { $0 = State(label: label, done: number) }
    }

    /// How much of the step under way is done, 0...1.
    func reach(_ fraction: Double) { state.withLock { $0.fraction = min(1, max(0, fraction)) } }

    private func draw() async {
        let start = ContinuousClock.now
        guard (try? await Task.sleep(for: Self.patience)) != nil else { return }
        while !Task.isCancelled {
            Terminal.show(progress: line(after: ContinuousClock.now - start))
            guard (try? await Task.sleep(for: Self.interval)) != nil else { break }
        }
        Terminal.show(progress: nil)
    }

    private func line(after elapsed: Duration) -> String {
        let state = state.withLock { $0 }
        let seconds = "\(elapsed.components.seconds) s"
        let share = (Double(state.done) + state.fraction) / Double(max(1, total))
        let isKnown = total > 1 || state.fraction > 0
        let count = total > 1 ? "\(state.done + 1)/\(total) " : ""
        let lead = isKnown ? "[\(Self.bar(share))] \(Int(share * 100)) % \(count)\(seconds)  " : "\(seconds)  "
        // Of a long path, its end tells most.
        let room = max(0, Terminal.columns - 1 - lead.count)
        return String((lead + state.label.filter { !$0.isNewline }.suffix(room)).prefix(Terminal.columns - 1))
    }

    private static func bar(_ share: Double) -> String {
        let width = 24
        let filled = min(width, Int(share * Double(width)))
        return String(repeating: "#", count: filled) + String(repeating: "-", count: width - filled)
    }
}
