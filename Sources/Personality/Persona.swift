/// Who Coda is before it knows a person: read from a file, the same for everybody.
package struct Persona: Sendable, Hashable {
    /// By which settings name it: "brief-expert".
    package var name: String
    /// What it calls itself: "Coda".
    package var title: String
    /// One line for a list.
    package var summary: String
    /// The voice it speaks with; `nil` is the server's.
    package var voice: String?
    /// Where its traits begin.
    package var priors: [Trait: TraitPrior]
    /// What it does not do, each a sentence for a prompt: "Do not give medical advice."
    package var boundaries: [String]
    /// How it helps somebody who works on something, for a prompt; `nil` where it does not coach.
    package var coaching: String?
    /// Said first to somebody; `nil` is the on-device layer's own.
    package var greeting: String?
    /// Its answer to "who are you?".
    package var selfDescription: String?

    package init(
        name: String = Self.usualName, title: String = "Coda", summary: String = "", voice: String? = nil,
        priors: [Trait: TraitPrior] = [:],
        boundaries: [String] = [], coaching: String? = nil, greeting: String? = nil, selfDescription: String? = nil
    ) {
        self.name = name
        self.title = title
        self.summary = summary
        self.voice = voice
        self.priors = priors
        self.boundaries = boundaries
        self.coaching = coaching
        self.greeting = greeting
        self.selfDescription = selfDescription
    }

    package static let usualName = "coda"

    package func prior(_ trait: Trait) -> TraitPrior { priors[trait] ?? TraitPrior() }
}
