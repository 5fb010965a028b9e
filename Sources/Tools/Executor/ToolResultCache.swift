internal import Resources
internal import Synchronization

/// Results that answer the same call again, for as long as their tool's policy says.
final class ToolResultCache: Sendable {
    private let mostBytes: Int
    private let entries: Mutex<LeastRecentlyUsed<String, ToolOutput>>

    /// - Parameters:
    ///   - capacity: entries; the one unused for longest goes first.
    ///   - mostBytes: of keys and results together.
    init(capacity: Int, mostBytes: Int) {
        self.mostBytes = mostBytes
        entries = Mutex(LeastRecentlyUsed(entries: capacity, bytes: mostBytes))
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

    func output(_ key: String, now: ContinuousClock.Instant) -> ToolOutput? { entries.withLock { $0.value(key, now: now) } }

    /// One result does not take the room of all others.
    func keep(_ output: ToolOutput, size: Int, as key: String, lifetime: Duration, now: ContinuousClock.Instant) {
        let bytes = key.utf8.count + size + (output.speech?.utf8.count ?? 0)
        guard bytes <= mostBytes / 4 else { return }
        _ = entries.withLock { $0.keep(output, as: key, bytes: bytes, lifetime: lifetime, now: now) }
    }
}
