/// What facts are about.
package enum FactAttribute {
    /// Attributes of a person that have one value at a time; all others may have many.
    private static let single: Set<String> = [
        "name", "age", "birthday", "birth.year", "birth.place", "origin", "nationality", "home.city", "home.address", "home.kind",
        "work.employer", "work.role", "work.status", "work.place", "study.subject", "study.school", "relationship", "diet", "pronouns",
        "height", "contact.phone", "contact.email", "language.native", "childhood.place", "count", "time_zone", "blood_type",
        "shoe_size", "star_sign",
    ]

    /// Attributes that a person may have many values of.
    private static let many: Set<String> = [
        "likes", "dislikes", "prefers", "diet.avoids", "allergy", "health", "medication", "language", "learning", "plan", "habit", "plays",
        "owns", "goal", "home.with", "hobby", "pet.kind",
    ]

    /// People and animals there may be several of, so that another name is another one of them.
    private static let several: Set<String> = [
        "sister", "brother", "sibling", "son", "daughter", "child", "aunt", "uncle", "cousin", "niece", "nephew", "grandson",
        "granddaughter", "grandchild", "friend", "colleague", "neighbour", "classmate", "flatmate", "dog", "cat", "rabbit", "hamster",
        "horse", "parrot", "fish", "bird", "pet", "tortoise", "snake", "puppy", "kitten", "budgie", "pony", "guinea_pig", "chicken",
        "doctor", "teacher", "student", "client",
    ]

    /// Whether two values contradict each other.
    package static func isSingle(_ attribute: String) -> Bool {
        let parts = attribute.split(separator: ".").map(String.init)
        guard let last = parts.last else { return false }
        if parts.first == "favourite" { return true }
        let own = ownPart(parts)
        // The name of one of several says which one.
        if own == "name", parts.count > 1 { return !several.contains(parts[parts.count - 2]) }
        return single.contains(own) || single.contains(last) && !many.contains(own)
    }

    /// What a fact about somebody of the person's says of that somebody: `home.city` in `family.sister.home.city`.
    private static func ownPart(_ parts: [String]) -> String {
        if parts.count >= 2 {
            let two = parts.suffix(2).joined(separator: ".")
            if single.contains(two) || many.contains(two) { return two }
        }
        return parts.last ?? ""
    }

    /// Whether it can be the name of an attribute: small letters, digits, points and underlines, and one that is known at its beginning or end.
    package static func isPlausible(_ attribute: String) -> Bool {
        let parts = attribute.split(separator: ".", omittingEmptySubsequences: false)
        guard (1...6).contains(parts.count), attribute.utf8.count <= 64,
            parts.allSatisfy({ part in
                !part.isEmpty && part.utf8.allSatisfy { (97...122).contains($0) || (48...57).contains($0) || $0 == 95 }
            })
        else { return false }
        let known = single.union(many)
        return known.contains(attribute) || known.contains(ownPart(parts.map(String.init))) || parts.first == "favourite"
            || (parts.count > 1 && Self.groups.contains(String(parts[0])))
    }

    /// What longer names begin with.
    private static let groups: Set<String> = ["family", "friend", "work", "home", "pet", "study", "person", "likes", "dislikes", "health"]

    /// For a language model that is to choose among them.
    package static var names: [String] {
        single.subtracting(["count"]).union(many).union(["favourite.colour", "family.sister.name", "family.son.age", "pet.dog.name"])
            .sorted()
    }

    /// How much knowing it matters, 0...1.
    package static func importance(_ attribute: String) -> Double {
        let own = ownPart(attribute.split(separator: ".").map(String.init))
        if ["allergy", "health", "medication"].contains(own) { return 0.95 }
        if attribute == "name" { return 0.95 }
        if ["diet", "diet.avoids", "birthday", "home.city", "relationship", "pronouns", "name"].contains(own) { return 0.8 }
        if ["plan", "goal", "work.employer", "work.role"].contains(own) { return 0.7 }
        if ["likes", "dislikes", "prefers", "habit", "plays"].contains(own) { return 0.6 }
        return 0.65
    }
}
