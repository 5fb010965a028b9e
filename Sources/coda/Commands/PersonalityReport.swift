internal import Personality
internal import Wire

/// What is learnt of a person, as a table and as an object.
struct PersonalityReport {
    private let personality: Personality

    init(_ personality: Personality) { self.personality = personality }

    var lines: [String] {
        let manner = personality.manner
        let traits = Trait.allCases.map { trait -> String in
            let estimate = personality[trait]
            let bar = String(repeating: "#", count: Int((estimate.shown * 20).rounded()))
            let note = estimate.isLocked ? "locked" : "+-\(Self.short(estimate.deviation))"
            let cells = [
                trait.rawValue.padded(to: 12), trait.poles.low.padded(to: 16), "[\(bar.padded(to: 20))] ", trait.poles.high.padded(to: 14),
                Self.short(estimate.shown).padded(to: 6), note,
            ]
            return cells.joined()
        }
        let voice = manner.voice
        return ["character: \(personality.character)"] + traits + [
            "replies: about \(manner.words) words, \(manner.wording.rawValue) wording; voice: \(Self.short(voice.rateFactor)) times its speed",
            "prompt: " + (manner.prompt.isEmpty ? "nothing beyond the character's" : manner.prompt),
        ]
    }

    var object: JSONValue {
        let manner = personality.manner
        let traits = Trait.allCases.map { trait -> (String, JSONValue) in
            let estimate = personality[trait]
            return (
                trait.rawValue,
                [
                    "value": Self.number(estimate.shown), "believed": Self.number(estimate.mean),
                    "deviation": Self.number(estimate.deviation),
                    "locked": .bool(estimate.isLocked), "observations": .integer(personality.log.count(of: trait)),
                ]
            )
        }
        let voice = manner.voice
        return [
            "schema": "coda.personality.show/1", "character": .string(personality.character),
            "traits": .object(Dictionary(traits) { first, _ in first }),
            "manner": [
                "words": .integer(manner.words), "sentences": .integer(manner.mostSentences), "wording": .string(manner.wording.rawValue),
                "drops_courtesies": .bool(manner.dropsCourtesies), "adds_offer": .bool(manner.addsOffer),
                "prompt": .array(manner.promptSentences.map { .string($0) }),
                "voice": [
                    "rate_factor": Self.number(voice.rateFactor), "pitch_shift": Self.number(voice.pitchShift),
                    "pause_factor": Self.number(voice.pauseFactor),
                ],
            ],
        ]
    }

    private static func number(_ value: Double) -> JSONValue { .number((value * 1_000).rounded() / 1_000) }

    /// Two digits after the point.
    private static func short(_ value: Double) -> String {
        let hundredths = Int((value * 100).rounded())
        let rest = hundredths % 100
        return "\(hundredths / 100).\(rest < 10 ? "0" : "")\(rest)"
    }
}
