internal import Synchronization

/// Results that answer the same call again, for as long as their tool's policy says.
final class ToolResultCache: Sendable {
    private struct Entry {
        let output: ToolOutput
        let until: ContinuousClock.Instant
        let bytes: Int
        var lastUse: Int
    }

    private struct State {
        var entries: [String: Entry] = [:]
        var bytes = 0
        var uses = 0
    }

    private let capacity: Int
    private let mostBytes: Int
    private let state = Mutex(State())

    /// - Parameters:
    ///   - capacity: entries; the one unused for longest goes first.
    ///   - mostBytes: of keys and results together.
    init(capacity: Int, mostBytes: Int) {
        self.capacity = capacity
        self.mostBytes = mostBytes
    }

    /// Under which a result is kept; `nil` where it is not. Personal ones are kept apart by account and person.
    static func key(_ definition: ToolDefinition, source: String, arguments: String, _ context: ToolContext) -> (
        key: String, lifetime: Duration
    )? {
        // Lengths keep the parts apart, whatever they hold.
        let call = "\(source.utf8.count):\(source)\(definition.name)\u{1F}\(arguments)"
        switch definition.cache {
        case .never: return nil
        case .shared(let lifetime): return ("s\(call)", lifetime)
        case .personal(let lifetime):
            let person = context.person ?? ""
            return ("p\(context.account.utf8.count):\(context.account)\(person.utf8.count):\(person)\(call)", lifetime)
        }
    }

    func output(_ key: String, now: ContinuousClock.Instant) -> ToolOutput? {
        state.withLock { state in
            guard var entry = state.entries[key] else { return nil }
            guard now < entry.until else {
                state.bytes -= entry.bytes
                state.entries[key] = nil
                return nil
            }
            state.uses += 1
            entry.lastUse = state.uses
            state.entries[key] = entry
            return entry.output
        }
    }

    func keep(_ output: ToolOutput, size: Int, as key: String, until: ContinuousClock.Instant) {
        let bytes = key.utf8.count + size + (output.speech?.utf8.count ?? 0)
        guard bytes <= mostBytes / 4 else { return }
        state.withLock { state in
            state.uses += 1
            if let old = state.entries[key] { state.bytes -= old.bytes }
            state.entries[key] = Entry(output: output, until: until, bytes: bytes, lastUse: state.uses)
            state.bytes += bytes
            while state.entries.count > capacity || state.bytes > mostBytes {
                guard let oldest = state.entries.min(by: { $0.value.lastUse < $1.value.lastUse }) else { break }
                state.bytes -= oldest.value.bytes
                state.entries[oldest.key] = nil
            }
        }
    }
}
