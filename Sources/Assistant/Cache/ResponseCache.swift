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
        let until: ContinuousClock.Instant
        var used: Int
        let bytes: Int
    }

    private struct State {
        var entries: [Key: Entry] = [:]
        var bytes = 0
        var uses = 0
        var hits = 0
        var misses = 0

        mutating func remove(_ key: Key) {
            if let gone = entries.removeValue(forKey: key) { bytes -= gone.bytes }
        }
    }

    package let settings: Settings
    private let state = Mutex(State())

    package init(_ settings: Settings = Settings()) { self.settings = settings }

    /// Whether the words alone hold what is asked, so that an answer to them may be kept.
    package func mayKeep(_ question: String) -> Bool { settings.policy != .off && Cacheable.isCacheable(Cacheable.words(of: question)) }

    /// The kept answer to the same question, or to one that means the same where `vector` (of unit length) is given.
    package func answer(to question: String, in context: Context, vector: [Float]? = nil, now: ContinuousClock.Instant = .now) -> Hit? {
        guard mayKeep(question) else { return nil }
        let key = key(question, context)
        return state.withLock { state in
            if let entry = state.entries[key] {
                if entry.until > now { return use(key, 1, &state) }
                state.remove(key)
            }
            if settings.policy == .near, let vector, let (near, likeness) = nearest(vector, context, now, state) {
                return use(near, likeness, &state)
            }
            state.misses += 1
            return nil
        }
    }

    package func keep(_ text: String, as answer: String, in context: Context, vector: [Float]? = nil, now: ContinuousClock.Instant = .now) {
        guard mayKeep(text), !answer.isEmpty else { return }
        let key = key(text, context)
        let bytes = key.words.utf8.count + answer.utf8.count + context.instructions.utf8.count + (vector?.count ?? 0) * 4
        guard bytes <= settings.bytes, settings.entries > 0 else { return }
        state.withLock { state in
            state.remove(key)
            state.uses += 1
            let vector = settings.policy == .near ? vector : nil
            state.entries[key] = Entry(text: answer, vector: vector, until: now + settings.lifetime, used: state.uses, bytes: bytes)
            state.bytes += bytes
            while state.entries.count > settings.entries || state.bytes > settings.bytes {
                guard let oldest = state.entries.min(by: { $0.value.used < $1.value.used }) else { break }
                state.remove(oldest.key)
            }
        }
    }

    package func removeAll() {
        state.withLock { state in
            state.entries = [:]
            state.bytes = 0
        }
    }

    package var tally: (entries: Int, bytes: Int, hits: Int, misses: Int) {
        state.withLock { ($0.entries.count, $0.bytes, $0.hits, $0.misses) }
    }

    private func key(_ question: String, _ context: Context) -> Key {
        Key(context: context, words: Cacheable.words(of: question).joined(separator: " "))
    }

    private func use(_ key: Key, _ likeness: Float, _ state: inout State) -> Hit? {
        state.uses += 1
        state.hits += 1
        state.entries[key]?.used = state.uses
        return state.entries[key].map { Hit(text: $0.text, likeness: likeness) }
    }

    private func nearest(_ vector: [Float], _ context: Context, _ now: ContinuousClock.Instant, _ state: State) -> (Key, Float)? {
        var best: (Key, Float)?
        for (key, entry) in state.entries where key.context == context && entry.until > now {
            guard let other = entry.vector, other.count == vector.count else { continue }
            var likeness: Float = 0
            for index in vector.indices { likeness += vector[index] * other[index] }
            if likeness >= settings.threshold, likeness > best?.1 ?? -1 { best = (key, likeness) }
        }
        return best
    }
}
