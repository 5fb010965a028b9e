extension FactQuestion {
    /// One stored fact that may answer.
    package struct Known: Sendable, Hashable {
        package var attribute: String
        package var value: String
        /// As it is kept, in the third person.
        package var sentence: String

        package init(attribute: String, value: String, sentence: String) {
            self.attribute = attribute
            self.value = value
            self.sentence = sentence
        }
    }

    /// The answer in the second person: "You live in Leeds."
    ///
    /// - Parameter known: facts that hold, the surest or newest first; others than those it wants do not count.
    package func answer(from known: [Known]) -> String {
        let fitting = known.filter { wants($0.attribute) }
        switch asked {
        case .whether(let value): return whether(value, fitting)
        case .all:
            let all = Array(fitting.prefix(4))
            return all.isEmpty ? unknown : all.map { Self.secondPerson($0.sentence) }.joined(separator: " ")
        case .value:
            // The best attribute that there is something of.
            for attribute in attributes {
                let own = fitting.filter { attribute.hasSuffix(".") ? $0.attribute.hasPrefix(attribute) : $0.attribute == attribute }
                guard let first = own.first else { continue }
                if FactAttribute.isSingle(attribute) || own.count == 1 { return Self.secondPerson(first.sentence) }
                return joined(own)
            }
            return unknown
        }
    }

    private var unknown: String {
        whose.isEmpty ? "You have not told me that yet." : "You have not told me that about \(whose) yet."
    }

    private func whether(_ value: String, _ known: [Known]) -> String {
        guard !value.isEmpty else { return known.isEmpty ? "Not that you have told me." : "Yes. " + joined(known) }
        let words = Set(Self.stems(value))
        guard let found = known.first(where: { !words.isDisjoint(with: Self.stems($0.value)) }) else { return "Not that you have told me." }
        let isDenial = found.sentence.contains(" do not ") || found.sentence.contains(" does not ")
        return (isDenial ? "No. " : "Yes. ") + Self.secondPerson(found.sentence)
    }

    private static func stems(_ text: String) -> [String] {
        Utterance(text).words.map { $0.count > 3 && $0.hasSuffix("s") ? String($0.dropLast()) : $0 }
    }

    /// "You like tea, rain and chess."
    private func joined(_ known: [Known]) -> String {
        let first = known[0]
        let some = known.prefix(6).filter { $0.attribute == first.attribute }
        guard some.count > 1, let place = first.sentence.firstRange(of: first.value), first.sentence[place.upperBound...] == "." else {
            return known.prefix(4).map { Self.secondPerson($0.sentence) }.joined(separator: " ")
        }
        let values = some.map(\.value)
        let list = values.dropLast().joined(separator: ", ") + " and " + (values.last ?? "")
        return Self.secondPerson(String(first.sentence[..<place.lowerBound]) + list + ".")
    }

    /// "They live in Leeds." is "You live in Leeds."
    package static func secondPerson(_ sentence: String) -> String {
        let turned = [
            "They": "You", "they": "you", "Their": "Your", "their": "your", "them": "you", "themselves": "yourself", "theirs": "yours",
        ]
        var text = ""
        var word = ""
        func end() {
            text += turned[word] ?? word
            word = ""
        }
        for character in sentence {
            if character.isLetter { word.append(character) } else { end(); text.append(character) }
        }
        end()
        return text
    }
}
