/// What Coda has learnt of how one person likes to be spoken to. A plain value: whoever holds it keeps it.
package struct Personality: Sendable, Hashable {
    /// The name of the character it lies over.
    package private(set) var character: String
    private var estimates: [TraitEstimate]
    /// What it was learnt from.
    package internal(set) var log = EvidenceLog()

    package init(_ persona: Persona = Persona()) {
        self.character = persona.name
        estimates = Trait.allCases.map { TraitEstimate(persona.prior($0)) }
    }

    package subscript(_ trait: Trait) -> TraitEstimate { estimates[trait.index] }

    /// How it is to speak now.
    package var manner: Manner { Manner(of: self) }

    // MARK: Learning

    /// Takes one observation.
    package mutating func observe(_ evidence: Evidence, at now: PersonalityTime) { observe([evidence], of: evidence.trait, at: now) }

    /// Takes all that was observed of a trait at once.
    private mutating func observe(_ seen: [Evidence], of trait: Trait, at now: PersonalityTime) {
        for evidence in seen where evidence.hasDirection {
            log[trait, evidence.cause, isUpward: evidence.isUpward(from: self[trait].shown)] += 1
        }
        estimates[trait.index].update(at: now, seen.map { ($0, EvidenceWeight.of($0.cause, trait)) })
    }

    /// Takes all that a turn shows, wishes, locks and resets in it among them.
    ///
    /// - Returns: what was seen.
    @discardableResult
    package mutating func observe(_ turn: PersonTurn, at now: PersonalityTime) -> [Evidence] {
        observe(turn, asking: MannerRequest.read(turn.text), at: now)
    }

    /// - Parameter request: what the turn's text asks for, for whoever has read it already.
    @discardableResult
    package mutating func observe(_ turn: PersonTurn, asking request: MannerRequest?, at now: PersonalityTime) -> [Evidence] {
        let seen = EvidenceReader.read(turn, request) { self[$0].shown }
        if request?.isReset == true { reset() }
        // What somebody asks for goes before what they once wanted kept.
        for change in request?.changes ?? [] where request?.reach != .once { unlock(change.trait) }
        for trait in Trait.allCases {
            let own = seen.filter { $0.trait == trait }
            if !own.isEmpty { observe(own, of: trait, at: now) }
        }
        if request?.reach == .lasting {
            for change in request?.changes ?? [] {
                let value = self[change.trait].shown
                lock(change.trait, at: change.isUpward ? max(value, 0.75) : min(value, 0.25))
            }
        }
        return seen
    }

    // MARK: Telling it

    /// Believes `value` until observations say otherwise; a locked trait stays locked.
    package mutating func set(_ trait: Trait, to value: Double) {
        let isLocked = self[trait].isLocked
        estimates[trait.index].set(value)
        if isLocked { lock(trait, at: value) }
    }

    /// Keeps a trait whatever is observed.
    package mutating func lock(_ trait: Trait, at value: Double? = nil) {
        estimates[trait.index].lock(at: value ?? self[trait].shown)
    }

    package mutating func unlock(_ trait: Trait) { estimates[trait.index].unlock() }

    /// Forgets what was learnt of a trait, or of all.
    package mutating func reset(_ trait: Trait? = nil) {
        for trait in trait.map({ [$0] }) ?? Trait.allCases {
            estimates[trait.index].reset()
            log.clear(trait)
        }
    }

    /// Lays it over another character; what was learnt of the person stays.
    package mutating func adopt(_ other: Persona) {
        character = other.name
        for trait in Trait.allCases { estimates[trait.index].adopt(other.prior(trait)) }
    }

    mutating func restore(_ trait: Trait, _ change: (inout TraitEstimate) -> Void) { change(&estimates[trait.index]) }
}
