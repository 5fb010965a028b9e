internal import Resources
internal import Synchronization

/// Answers that hold for everybody, kept by what was asked; the one asked for longest ago goes first.
package final class ResponseCache: Sendable {
    package enum Policy: String, Sendable, Equatable, CaseIterable {
        case off
        /// The same words, whatever their case and courtesies.
        case exact
        /// Also words that mean nearly the same.
        case near
    }

    package struct Settings: Sendable, Equatable {
        package var policy = Policy.exact
        package var entries = 2_000
        /// Of questions and answers together.
        package var bytes = 8 << 20
        package var lifetime = Duration.seconds(600)
        /// Cosine of two questions that mean the same.
        package var threshold: Float = 0.97

        package init() {}
    }

    /// What beside its words a question's answer depends on.
    package struct Context: Sendable, Hashable {
        /// Who would answer, under which instructions and with which functions at hand.
        package var answerer: String
        package var instructions: String

        package init(answerer: String, instructions: String) {
            self.answerer = answerer
            self.instructions = instructions
        }
    }

    package struct Hit: Sendable, Equatable {
        package var text: String
        /// 1 for the same words.
        package var likeness: Float
    }

    private struct Key: Hashable {
        let context: Context
        let words: String
    }

    private struct Entry {
        let text: String
        let vector: [Float]?
    }

    private struct State {
        var entries: LeastRecentlyUsed<Key, Entry>
        var hits = 0
        var misses = 0
    }

    package let settings: Settings
    private let state: Mutex<State>

    package init(_ settings: Settings = Settings()) {
        self.settings = settings
        state = Mutex(State(entries: LeastRecentlyUsed(entries: settings.entries, bytes: settings.bytes)))
    }

    /// Whether the words alone hold what is asked, so that an answer to them may be kept.
    package func mayKeep(_ question: String) -> Bool { settings.policy != .off && Cacheable.isCacheable(Cacheable.words(of: question)) }

    /// The kept answer to the same question, or to one that means the same where `vector` (of unit length) is given.
    package func answer(to question: String, in context: Context, vector: [Float]? = nil, now: ContinuousClock.Instant = .now) -> Hit? {
        guard mayKeep(question) else { return nil }
        let key = key(question, context)
        return state.withLock { state in
            if let entry = state.entries.value(key, now: now) {
                state.hits += 1
                return Hit(text: entry.text, likeness: 1)
            }
            if settings.policy == .near, let vector, let (near, likeness) = nearest(vector, context, now, state),
                let entry = state.entries.value(near, now: now)
            {
                state.hits += 1
                return Hit(text: entry.text, likeness: likeness)
            }
            state.misses += 1
            return nil
        }
    }

    package func keep(_ text: String, as answer: String, in context: Context, vector: [Float]? = nil, now: ContinuousClock.Instant = .now) {
        guard mayKeep(text), !answer.isEmpty else { return }
        let key = key(text, context)
        let bytes = key.words.utf8.count + answer.utf8.count + context.instructions.utf8.count + (vector?.count ?? 0) * 4
        let entry = Entry(text: answer, vector: settings.policy == .near ? vector : nil)
        _ = state.withLock { $0.entries.keep(entry, as: key, bytes: bytes, lifetime: settings.lifetime, now: now) }
    }

    package func removeAll() { state.withLock { $0.entries.removeAll() } }

    package var tally: (entries: Int, bytes: Int, hits: Int, misses: Int) {
        state.withLock { ($0.entries.count, $0.entries.bytes, $0.hits, $0.misses) }
    }

    private func key(_ question: String, _ context: Context) -> Key {
        Key(context: context, words: Cacheable.words(of: question).joined(separator: " "))
    }

    private func nearest(_ vector: [Float], _ context: Context, _ now: ContinuousClock.Instant, _ state: State) -> (Key, Float)? {
        var best: (Key, Float)?
        state.entries.forEach(now: now) { key, entry in
            guard key.context == context, let other = entry.vector, other.count == vector.count else { return }
            var likeness: Float = 0
            for index in vector.indices { likeness += vector[index] * other[index] }
            if likeness >= settings.threshold, likeness > best?.1 ?? -1 { best = (key, likeness) }
        }
        return best
    }
}
