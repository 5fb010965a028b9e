internal import Glibc

/// One thing that is kept about, or for, a person.
///
/// A fact is bi-temporal: `valid` says when it holds in the world, `learned` and `retired` when Coda came to know it and to know better.
package struct Memory: Sendable, Hashable, Identifiable {
    /// Unique within a store; never used again.
    package let id: Int
    package var owner: MemoryOwner
    package var content: MemoryContent
    package var learned: MemoryTime
    /// When it was closed by something newer; `nil` while it counts.
    package var retired: MemoryTime?
    /// What closed it.
    package var replacedBy: Int?
    /// When it last helped with an answer.
    package var recalled: MemoryTime?
    package var recallCount = 0

    package init(id: Int, owner: MemoryOwner, content: MemoryContent, learned: MemoryTime) {
        self.id = id
        self.owner = owner
        self.content = content
        self.learned = learned
    }

    /// Whether it counts now.
    package var isCurrent: Bool { retired == nil }
}

/// Whose it is: a person within an account; an empty person is whoever speaks where sessions name nobody.
package struct MemoryOwner: Sendable, Hashable, Comparable {
    package var account: String
    package var person: String

    package init(account: String, person: String = "") {
        self.account = account
        self.person = person
    }

    package static func < (a: Self, b: Self) -> Bool { (a.account, a.person) < (b.account, b.person) }
}

/// What is remembered, before it has a place in a store.
package struct MemoryContent: Sendable, Hashable {
    package enum Kind: String, Sendable, CaseIterable {
        /// Something that is so: "lives in Leeds".
        case fact
        /// Something that happened or was talked about.
        case episode
        /// Something the person likes, dislikes or wants done in a certain way.
        case preference
        /// What several others come to.
        case summary
    }

    package var kind: Kind
    /// A sentence that can be read on its own, in the third person: "They live in Leeds."
    package var text: String
    /// What a fact or preference is about, such as `home.city` or `likes.food`; two facts of one single-valued attribute contradict each other.
    package var attribute: String?
    /// The attribute's value: "Leeds".
    package var value: String?
    /// When it holds in the world; `nil` is open.
    package var validFrom: MemoryTime?
    package var validUntil: MemoryTime?
    /// When it was said or happened.
    package var happened: MemoryTime
    /// 0...1: how sure it is.
    package var confidence = 1.0
    /// 0...1: how much it matters.
    package var importance = 0.5
    package var tags: Set<String> = []
    package var source = MemorySource()

    package init(_ kind: Kind, _ text: String, happened: MemoryTime) {
        self.kind = kind
        self.text = text
        self.happened = happened
    }
}

/// Where it comes from.
package struct MemorySource: Sendable, Hashable {
    package enum Origin: String, Sendable, CaseIterable {
        /// Told by the person in a conversation.
        case said
        /// Drawn from a conversation by a language model.
        case model
        /// Written by a person or program through a door.
        case written
        case imported
        /// Made of others by consolidation.
        case consolidated
    }

    package var origin = Origin.written
    package var session: String?
    /// The item of the conversation.
    package var turn: String?
    /// What it was made of.
    package var memories: [Int] = []

    package init(_ origin: Origin = .written) { self.origin = origin }
}

/// A moment, in milliseconds since 1970 in universal time.
package struct MemoryTime: Sendable, Hashable, Comparable {
    package var milliseconds: Int

    package init(milliseconds: Int) { self.milliseconds = milliseconds }

    /// The machine's clock.
    package static var now: MemoryTime {
        var time = timespec()
        unsafe clock_gettime(CLOCK_REALTIME, &time)
        return MemoryTime(milliseconds: time.tv_sec * 1_000 + time.tv_nsec / 1_000_000)
    }

    package static func < (a: Self, b: Self) -> Bool { a.milliseconds < b.milliseconds }
}
