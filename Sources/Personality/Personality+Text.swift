extension Personality {
    /// What `init(text:persona:)` reads.
    static let version = 1.0

    /// Everything, as one line of JSON of about a kilobyte; see docs/personality.md.
    package var text: String {
        var traits: [String: CompactJSON] = [:]
        var counts: [String: CompactJSON] = [:]
        for trait in Trait.allCases {
            let estimate = self[trait]
            traits[trait.rawValue] = .array(
                [
                    estimate.mean, estimate.strength, estimate.shown, Double(estimate.step), estimate.prior.mean, estimate.prior.strength,
                    estimate.isLocked ? 1 : 0, Double(estimate.observed?.seconds ?? -1),
                ].map { .number(($0 * 10_000).rounded() / 10_000) })
            for cause in EvidenceCause.allCases {
                let (low, high) = (log[trait, cause, isUpward: false], log[trait, cause, isUpward: true])
                guard low + high > 0 else { continue }
                counts["\(trait.rawValue).\(cause.rawValue)"] = .array([.number(Double(low)), .number(Double(high))])
            }
        }
        return CompactJSON.object(
            ["version": .number(Self.version), "character": .string(character), "traits": .object(traits), "counts": .object(counts)]
        ).text
    }

    /// Reads what `text` wrote, and lays it over `persona`.
    ///
    /// - Returns: a fresh one and a note where the text is damaged or of another version; what is missing in it is fresh too.
    package static func read(_ text: String, over persona: Persona = Persona()) -> (personality: Self, note: String?) {
        let fresh = Self(persona)
        guard let whole = CompactJSON.parse(text), let version = whole["version"]?.number else {
            return (fresh, "What was learnt of this person could not be read, so it begins anew.")
        }
        guard version == Self.version else {
            return (fresh, "What was learnt of this person was written by another version of Coda, so it begins anew.")
        }
        guard let traits = whole["traits"]?.object, let name = whole["character"]?.string else {
            return (fresh, "What was learnt of this person is incomplete, so it begins anew.")
        }
        var read = Self(Persona(name: name))
        var isWhole = true
        for trait in Trait.allCases {
            let numbers = traits[trait.rawValue]?.array?.compactMap(\.number) ?? []
            guard numbers.count == 8, (0...1).contains(numbers[0]), numbers[1] > 0, (0...1).contains(numbers[2]),
                (0...4).contains(numbers[3]), (0...1).contains(numbers[4]), abs(numbers[7]) < 1e15
            else {
                isWhole = false
                continue
            }
            read.restore(trait) { estimate in
                estimate = TraitEstimate(TraitPrior(mean: numbers[4], strength: numbers[5]))
                estimate.restore(
                    mean: numbers[0], strength: numbers[1], shown: numbers[2], step: Int(numbers[3]), isLocked: numbers[6] == 1,
                    observed: numbers[7] < 0 ? nil : PersonalityTime(seconds: Int(numbers[7])))
            }
            for cause in EvidenceCause.allCases {
                guard let pair = whole["counts"]?["\(trait.rawValue).\(cause.rawValue)"]?.array?.compactMap(\.number), pair.count == 2,
                    pair.allSatisfy({ (0...1e6).contains($0) })
                else { continue }
                read.log[trait, cause, isUpward: false] = Int(pair[0])
                read.log[trait, cause, isUpward: true] = Int(pair[1])
            }
        }
        read.adopt(persona)
        return (read, isWhole ? nil : "Some of what was learnt of this person could not be read; that part begins anew.")
    }
}
