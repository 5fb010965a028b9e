internal import Storage
internal import Synchronization

extension SQLiteMemoryStore {
    /// The log still has pages from before something was forgotten: it is written back and emptied once nobody has forgotten anything for a
    /// moment, for that takes several waits for the disk.
    func eraseTraces() {
        let starts = pending.withLock { pending in
            pending.forgotten += 1
            defer { pending.isErasing = true }
            return !pending.isErasing
        }
        // Ends by itself; `close` erases as well.
        if starts { Task { [weak self] in await Self.erase { self } } }
    }

    private static func erase(_ store: () -> SQLiteMemoryStore?) async {
        while let mark = store()?.pending.withLock({ $0.forgotten }) {
            try? await Task.sleep(for: eraseDelay)
            guard let store = store(), store.pending.withLock({ $0.forgotten }) == mark else { continue }
            store.pending.withLock { $0.isErasing = false }
            // A reader may hold the log: the next forgetting, or closing, tries again.
            return store.whenIdle { try? $0.script("PRAGMA wal_checkpoint(TRUNCATE)") }
        }
    }

    private static let eraseDelay = Duration.seconds(2)
}
