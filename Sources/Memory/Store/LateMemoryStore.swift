internal import Storage
internal import Synchronization

/// Memories whose place is away at the start: it is tried again in the background, and all that is asked before it is there fails at once.
package final class LateMemoryStore: MemoryStore {
    /// Told once for each change.
    package enum Change: Sendable, Hashable {
        /// It is tried again; why it is away.
        case away(String)
        case there
    }

    typealias Opening = @Sendable () async throws(StorageError) -> any MemoryStore
    private typealias Attempt = Task<Result<any MemoryStore, StorageError>, Never>

    private enum State {
        case away(MemoryError)
        case there(any MemoryStore)
        case closed
    }

    private let state: Mutex<State>
    private let trying = Mutex<Task<Void, Never>?>(nil)

    private init(_ why: StorageError) { state = Mutex(.away(MemoryError(why))) }

    /// Opens a store. One that answers soon is given as it is; what time alone does not mend is thrown.
    ///
    /// - Parameters:
    ///   - place: what is opened, for messages.
    ///   - patience: how long an answer is waited for.
    ///   - pauses: the first pause between two attempts; each is twice the one before, up to the longest.
    static func open(
        _ place: String, patience: Duration, pauses: ClosedRange<Duration>, told: @escaping @Sendable (Change) -> Void,
        _ opening: @escaping Opening
    ) async throws(StorageError) -> any MemoryStore {
        // Ends by itself, as a connection's attempt does.
        let first = Attempt { await attempt(opening) }
        let (why, begun): (StorageError, Attempt?)
        switch await within(patience, first) {
        case .success(let store)?: return store
        case .failure(let error)?:
            guard error.kind == .notOpened else { throw error }
            (why, begun) = (error, nil)
        case nil: (why, begun) = (StorageError(.notOpened, "\(place) does not answer."), first)
        }
        let store = LateMemoryStore(why)
        told(.away(why.description))
        // Ends once it is there, or is closed.
        store.trying.withLock { $0 = Task { await store.keepTrying(begun, why.kind, pauses, told, opening) } }
        return store
    }

    private static func attempt(_ opening: Opening) async -> Result<any MemoryStore, StorageError> {
        do throws(StorageError) { return .success(try await opening()) } catch { return .failure(error) }
    }

    /// `nil` where it takes longer.
    private static func within(_ patience: Duration, _ attempt: Attempt) async -> Result<any MemoryStore, StorageError>? {
        let (outcomes, outcome) = AsyncStream<Result<any MemoryStore, StorageError>>.makeStream(bufferingPolicy: .bufferingOldest(1))
        // Both end by themselves: a task group would wait for the attempt.
        Task {
            outcome.yield(await attempt.value)
            outcome.finish()
        }
        let limit = Task {
            try? await Task.sleep(for: patience)
            outcome.finish()
        }
        defer { limit.cancel() }
        for await found in outcomes { return found }
        return nil
    }

    private func keepTrying(
        _ begun: Attempt?, _ told: StorageError.Kind, _ pauses: ClosedRange<Duration>, _ tell: @Sendable (Change) -> Void,
        _ opening: Opening
    ) async {
        var (attempt, pause, told) = (begun, pauses.lowerBound, told)
        while true {
            let result: Result<any MemoryStore, StorageError>
            if let begun = attempt {
                result = await begun.value
                attempt = nil
            } else {
                guard (try? await Task.sleep(for: pause)) != nil else { return }
                pause = min(pause * 2, pauses.upperBound)
                result = await Self.attempt(opening)
            }
            switch result {
            case .success(let store):
                guard become(.there(store)) else { return await store.close() }
                return tell(.there)
            case .failure(let error):
                guard become(.away(MemoryError(error))) else { return }
                if error.kind != told { tell(.away(error.description)) }
                told = error.kind
            }
        }
    }

    /// `false` where it is closed, and stays so.
    private func become(_ new: State) -> Bool {
        state.withLock { state in
            if case .closed = state { return false }
            state = new
            return true
        }
    }

    private var store: any MemoryStore {
        get throws(MemoryError) {
            switch state.withLock({ $0 }) {
            case .away(let why): throw why
            case .there(let store): return store
            case .closed: throw MemoryError(.unavailable, "The memory is closed.")
            }
        }
    }

    package func close() async {
        trying.withLock { $0?.cancel() }
        let last = state.withLock { state in
            defer { state = .closed }
            return state
        }
        if case .there(let store) = last { await store.close() }
    }
}

extension LateMemoryStore {
    package var tally: MemoryTally? { (try? store)?.tally }
    package var cachedOwners: Int? { (try? store)?.cachedOwners }

    package func add(_ contents: [MemoryContent], for owner: MemoryOwner, at now: MemoryTime) async throws(MemoryError) -> [Memory] {
        try await store.add(contents, for: owner, at: now)
    }

    package func memories(_ ids: [Int], of owner: MemoryOwner) async throws(MemoryError) -> [Memory] {
        try await store.memories(ids, of: owner)
    }

    package func list(
        _ filter: MemoryFilter, of owner: MemoryOwner, limit: Int, before: Int?
    ) async throws(MemoryError) -> [Memory] {
        try await store.list(filter, of: owner, limit: limit, before: before)
    }

    package func edit(
        _ id: Int, of owner: MemoryOwner, _ edit: @escaping @Sendable (inout Memory) -> Void
    ) async throws(MemoryError) -> Memory { try await store.edit(id, of: owner, edit) }

    package func apply(_ changes: [MemoryChange], for owner: MemoryOwner, at now: MemoryTime) async throws(MemoryError) -> [Memory] {
        try await store.apply(changes, for: owner, at: now)
    }

    package func forget(_ ids: [Int], of owner: MemoryOwner) async throws(MemoryError) -> Int { try await store.forget(ids, of: owner) }

    package func forgetEverything(of owner: MemoryOwner) async throws(MemoryError) -> Int { try await store.forgetEverything(of: owner) }

    package func matching(
        _ query: String, _ filter: MemoryFilter, of owner: MemoryOwner, limit: Int
    ) async throws(MemoryError) -> [MemoryMatch] { try await store.matching(query, filter, of: owner, limit: limit) }

    package func near(
        _ vector: [Float], _ filter: MemoryFilter, of owner: MemoryOwner, limit: Int
    ) async throws(MemoryError) -> [MemoryMatch] { try await store.near(vector, filter, of: owner, limit: limit) }

    package func recalled(_ ids: [Int], of owner: MemoryOwner, at now: MemoryTime) async {
        await (try? store)?.recalled(ids, of: owner, at: now)
    }

    package func withoutVector(limit: Int) async throws(MemoryError) -> [Memory] { try await store.withoutVector(limit: limit) }

    package func setVectors(_ vectors: [Int: [Float]]) async throws(MemoryError) { try await store.setVectors(vectors) }

    package func vectors(_ ids: [Int], of owner: MemoryOwner) async throws(MemoryError) -> [Int: [Float]] {
        try await store.vectors(ids, of: owner)
    }

    package func text(_ name: String, of owner: MemoryOwner) async throws(MemoryError) -> String? {
        try await store.text(name, of: owner)
    }

    package func setText(_ text: String?, as name: String, of owner: MemoryOwner) async throws(MemoryError) {
        try await store.setText(text, as: name, of: owner)
    }

    package func owners() async throws(MemoryError) -> [MemoryOwner] { try await store.owners() }

    package func statistics(of owner: MemoryOwner?) async throws(MemoryError) -> MemoryStatistics {
        try await store.statistics(of: owner)
    }

    package func packCold(since time: MemoryTime) async throws(MemoryError) -> Int { try await store.packCold(since: time) }
}
