internal import Dialogue
package import Memory
package import Personality
internal import Resources
internal import Synchronization

/// How each person likes to be spoken to: learnt from their turns in the background, kept beside their memories.
package final class PersonalManners: Sendable {
    private struct Turn: Sendable {
        var turn: PersonTurn
        var wish: TurnWish
        var owner: MemoryOwner
        var time: PersonalityTime
    }

    package let persona: Persona
    private let store: any MemoryStore
    private let say: @Sendable (String) -> Void
    private let failure: FirstFailure
    private let known = Mutex<[MemoryOwner: Personality]>([:])
    private let queue: AsyncStream<Turn>
    private let entrance: AsyncStream<Turn>.Continuation

    /// People whose manner is at hand where the store fails.
    private static let mostPeople = 4_096
    private static let capacity = 512
    package static let name = "personality"

    /// - Parameter say: told when what was learnt cannot be kept.
    package init(store: any MemoryStore, persona: Persona = Persona(), say: @escaping @Sendable (String) -> Void = { _ in }) {
        self.store = store
        self.persona = persona
        self.say = say
        failure = FirstFailure(say)
        (queue, entrance) = AsyncStream.makeStream(bufferingPolicy: .bufferingNewest(Self.capacity))
    }

    /// Learns until its task is cancelled.
    package func run() async {
        for await turn in queue {
            var personality = await self.personality(of: turn.owner)
            personality.observe(turn.turn, asking: turn.wish.request, at: turn.time)
            await keep(personality, of: turn.owner)
        }
    }

    /// A turn that is over. Returns at once.
    func hear(_ turn: PersonTurn, _ wish: TurnWish, of owner: MemoryOwner, at time: PersonalityTime) {
        entrance.yield(Turn(turn: turn, wish: wish, owner: owner, time: time))
    }

    /// What is known of a person, read each time since a command may have changed it; as it was last where it cannot be read.
    package func personality(of owner: MemoryOwner) async -> Personality {
        do {
            guard let text = try await store.text(Self.name, of: owner) else { return Personality(persona) }
            let (read, note) = Personality.read(text, over: persona)
            if let note { say(note) }
            return read
        } catch {
            failed(error)
            return known.withLock { $0[owner] } ?? Personality(persona)
        }
    }

    private func keep(_ personality: Personality, of owner: MemoryOwner) async {
        note(personality, of: owner)
        do {
            try await store.setText(personality.text, as: Self.name, of: owner)
            failure.worked()
        } catch { failed(error) }
    }

    private func note(_ personality: Personality, of owner: MemoryOwner) {
        known.withLock { known in
            if known.count >= Self.mostPeople { known = [:] }
            known[owner] = personality
        }
    }

    private func failed(_ error: MemoryError) {
        failure.failed("how people like to be spoken to is not kept just now: \(error.description)")
    }
}
