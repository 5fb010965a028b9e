import Personality
import Testing

@Suite struct PersonalityTextTests {
    private static let persona = Persona(name: "easy \"one\"", priors: [.warmth: TraitPrior(mean: 0.8, strength: 6)])

    private func learnt() -> Personality {
        var personality = Personality(Self.persona)
        let now = PersonalityTime(seconds: 1_763_000_000)
        for text in ["shorter please", "would you kindly be more formal", "haha good one", "always speak slower"] {
            personality.observe(PersonTurn(text, wordsPerMinute: 140, after: HeardReply(words: 40, depth: 0.5, joked: true)), at: now)
        }
        return personality
    }

    @Test("what is written is read back")
    func roundTrip() {
        let whole = learnt()
        let (read, note) = Personality.read(whole.text, over: Self.persona)
        #expect(note == nil && read.log == whole.log && read.character == whole.character && read.text == whole.text)
        for trait in PersonTrait.allCases {
            #expect(abs(read[trait].mean - whole[trait].mean) < 1e-4 && abs(read[trait].deviation - whole[trait].deviation) < 1e-3)
            #expect(read[trait].isLocked == whole[trait].isLocked && read[trait].step == whole[trait].step)
            #expect(read[trait].observed == whole[trait].observed)
        }
        #expect(whole.text.utf8.count < 2_048 && !whole.text.contains("\n"))
    }

    @Test("a text read over another character is laid over it")
    func otherCharacter() {
        let (read, note) = Personality.read(learnt().text, over: Persona(name: "other"))
        #expect(note == nil && read.character == "other")
        #expect(read[.pace].isLocked)
    }

    @Test(
        "what is damaged gives a fresh one, and says so",
        arguments: [
            "", "{", "null", "[]", "\"x\"", "{}", "{\"version\":1}", "{\"version\":2,\"character\":\"x\",\"traits\":{}}", "not json at all",
            "{\"version\":1,\"character\":7,\"traits\":{}}", String(repeating: "[", count: 10_000), String(repeating: " ", count: 100_000),
            "{\"version\":1,\"character\":\"x\",\"traits\":[]}",
        ])
    func damage(text: String) {
        let (read, note) = Personality.read(text, over: Self.persona)
        #expect(read == Personality(Self.persona))
        #expect(note != nil)
    }

    @Test("numbers out of range give up that trait alone")
    func part() {
        let text = learnt().text
        for bad in ["1e999", "-5", "\"x\"", "null", "7"] {
            guard let start = text.range(of: "\"verbosity\":["), let end = text[start.upperBound...].firstIndex(of: ",") else {
                Issue.record("the text has no verbosity")
                return
            }
            let damaged = text.replacingCharacters(in: start.upperBound..<end, with: bad)
            let (read, note) = Personality.read(damaged, over: Self.persona)
            #expect(note != nil)
            if bad != "1e999" { #expect(read[.pace].isLocked && read[.verbosity].mean == 0.5, "\(bad)") }
        }
    }

    @Test("no cut or changed byte makes it fail")
    func anyDamage() {
        let bytes = Array(learnt().text.utf8)
        for index in stride(from: 0, to: bytes.count, by: 3) {
            _ = Personality.read(String(decoding: bytes[..<index], as: UTF8.self))
            for change: UInt8 in [0, 34, 44, 48, 57, 93, 125, 200] {
                var changed = bytes
                changed[index] = change
                let (read, _) = Personality.read(String(decoding: changed, as: UTF8.self))
                for trait in PersonTrait.allCases {
                    #expect((0.0...1.0).contains(read[trait].mean) && read[trait].deviation.isFinite && (0...4).contains(read[trait].step))
                }
            }
        }
    }
}

extension String {
    /// The first place of `other`.
    fileprivate func range(of other: String) -> Range<String.Index>? { firstRange(of: other) }
    fileprivate func replacingCharacters(in range: Range<String.Index>, with other: String) -> String {
        self[..<range.lowerBound] + other + self[range.upperBound...]
    }
}
