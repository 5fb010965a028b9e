package import Configuration
internal import Resources
internal import Synchronization

/// The engine in use, read again when a pack changes. A change with a mistake in it keeps the engine that was.
package final class IntentStore: Sendable {
    private struct State {
        var engine: UnderstandingEngine
        /// Of what was read last, good or not.
        var fingerprint: [String]
    }

    /// What reading again came to.
    package struct Change: Sendable, Equatable {
        /// Empty where the new packs are in use.
        package var mistakes: [Mistake]
        package var intents: Int
    }

    private let folders: LayeredFolders
    private let options: UnderstandingOptions
    private let makeGuesser: @Sendable ([IntentExample]) async -> (any IntentGuessing)?
    private let state: Mutex<State>

    /// Reads all packs; what is wrong in them is left out and told.
    ///
    /// - Parameter makeGuesser: learns the examples; `nil` from it compares words.
    package static func open(
        _ folders: LayeredFolders, options: UnderstandingOptions = UnderstandingOptions(),
        makeGuesser: @escaping @Sendable ([IntentExample]) async -> (any IntentGuessing)? = { _ in nil }
    ) async -> (store: IntentStore, mistakes: [Mistake]) {
        // Taken before the reading: a file written meanwhile is read again.
        let fingerprint = await onThread(named: "packs") { folders.fingerprint }
        let read = await onThread(named: "packs") { folders.intents() }
        let engine = UnderstandingEngine(library: read.library, guesser: await makeGuesser(read.library.examples), options: options)
        return (IntentStore(folders, options, makeGuesser, State(engine: engine, fingerprint: fingerprint)), read.mistakes)
    }

    private init(
        _ folders: LayeredFolders, _ options: UnderstandingOptions,
        _ makeGuesser: @escaping @Sendable ([IntentExample]) async -> (any IntentGuessing)?, _ state: State
    ) {
        self.folders = folders
        self.options = options
        self.makeGuesser = makeGuesser
        self.state = Mutex(state)
    }

    /// Keep it for a turn: understanding and reporting belong to the same packs.
    package var engine: UnderstandingEngine { state.withLock { $0.engine } }

    /// Reads the packs again if a file changed; `nil` where none did. Call it every second or two, from one place.
    package func refresh() async -> Change? {
        let folders = folders
        let fingerprint = await onThread(named: "packs") { folders.fingerprint }
        guard state.withLock({ $0.fingerprint != fingerprint }) else { return nil }
        let read = await onThread(named: "packs") { folders.intents() }
        guard read.mistakes.isEmpty else {
            return state.withLock { state in
                state.fingerprint = fingerprint
                return Change(mistakes: read.mistakes, intents: state.engine.library.intents.count)
            }
        }
        let engine = UnderstandingEngine(library: read.library, guesser: await makeGuesser(read.library.examples), options: options)
        return state.withLock { state in
            state = State(engine: engine, fingerprint: fingerprint)
            return Change(mistakes: [], intents: read.library.intents.count)
        }
    }
}
