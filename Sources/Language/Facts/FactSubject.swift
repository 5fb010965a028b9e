/// Whom or what a clause is about.
struct FactSubject: Hashable {
    /// What its attributes begin with: empty for the person, "family.sister." for a sister.
    var prefix: String
    /// As a sentence begins: "They", "Their sister Anna".
    var noun: String
    /// Whether its verbs end in "s".
    var isThird: Bool

    static let person = FactSubject(prefix: "", noun: "They", isThird: false)
    /// As whose they are: "Their", "Their sister's".
    var possessive: String { isThird ? noun + (noun.hasSuffix("s") ? "'" : "'s") : "Their" }
}

/// People and animals a person has.
struct FactRelation {
    /// Before the attribute's own part: "family.sister".
    let path: String
    /// As it is said: "sister".
    let noun: String
    /// "he", "she", or neither.
    let pronoun: String?

    /// The relation that `words` begin with, and how many words it took.
    static func read(_ words: ArraySlice<String>) -> (relation: FactRelation, count: Int)? {
        var count = 0
        var adjectives: [String] = []
        while let word = words.dropFirst(count).first, modifiers.contains(word), words.count > count + 1 {
            adjectives.append(word)
            count += 1
        }
        let rest = words.dropFirst(count)
        for length in [3, 2, 1] where rest.count >= length {
            var name = rest.prefix(length).joined(separator: " ")
            if table[name] == nil, name.hasSuffix("s"), table[String(name.dropLast())] != nil { name.removeLast() }
            guard let (path, noun, pronoun) = table[name] else { continue }
            let isFormer = adjectives.contains("ex") || adjectives.contains("former")
            let adjective = adjectives.filter { ["older", "elder", "younger", "little", "big", "twin", "eldest", "youngest"].contains($0) }
            let kept = adjective.first.map { $0 == "elder" || $0 == "big" ? "older" : $0 == "little" ? "younger" : $0 }
            let full = path + (kept.map { "_" + $0 } ?? "")
            let relation = FactRelation(
                path: isFormer ? full + "_former" : full, noun: (isFormer ? "former " : "") + (kept.map { $0 + " " } ?? "") + noun,
                pronoun: pronoun)
            return (relation, count + length)
        }
        return nil
    }

    /// How many they are, in one word: "brothers".
    static func plural(_ word: String) -> FactRelation? {
        let irregular = [
            "children": "child", "kids": "child", "wives": "wife", "puppies": "puppy", "fish": "fish", "ponies": "pony", "babies": "baby",
            "budgies": "budgie",
        ]
        let single = irregular[word] ?? (word.hasSuffix("s") ? String(word.dropLast()) : "")
        return table[single].map { FactRelation(path: $0.0, noun: $0.1, pronoun: nil) }
    }

    private static let modifiers: Set<String> = [
        "older", "younger", "little", "big", "elder", "eldest", "oldest", "youngest", "twin", "best", "old", "dear", "new", "close", "good",
        "first", "second", "late", "ex", "former", "lovely", "beloved", "own", "two", "three", "only", "favourite",
    ]

    private static let table: [String: (String, String, String?)] = {
        var table: [String: (String, String, String?)] = [:]
        func add(_ group: String, _ pronoun: String?, _ names: String) {
            for entry in names.split(separator: ",") {
                let spoken = entry.split(separator: "/").map { String($0.drop { $0 == " " }) }
                guard let noun = spoken.first else { continue }
                let path = group + noun.map { $0 == " " ? "_" : $0 }
                for name in spoken { table[name] = (path, noun, pronoun) }
            }
        }
        add(
            "family.", "she",
            "sister,mother/mum/mom/mama/mummy,wife,daughter/little girl,aunt/auntie,niece,grandmother/grandma/gran/nan/granny")
        add(
            "family.", "she",
            "mother in law,sister in law,daughter in law,stepmother/stepmum,stepsister,stepdaughter,girlfriend,fiancée/fiancee")
        add("family.", "she", "granddaughter")
        add("family.", "he", "brother,father/dad/papa/daddy,husband,son/little boy,uncle,nephew,grandfather/grandpa/grandad/granddad")
        add("family.", "he", "father in law,brother in law,son in law,stepfather/stepdad,stepbrother,stepson,boyfriend,fiancé,grandson")
        add("family.", nil, "partner/spouse/other half,cousin,child/kid,sibling,parent,baby,grandchild,twin")
        add("work.", nil, "boss/manager/supervisor,colleague/coworker/workmate,assistant,employee,client,student,mentor")
        add("", nil, "friend/mate/buddy/pal,neighbour/neighbor,flatmate/roommate/housemate,doctor,dentist,therapist,landlord/landlady")
        add("", nil, "trainer/coach,accountant,lawyer,teacher/tutor,classmate,nanny/babysitter,cleaner,hairdresser,physio/physiotherapist")
        add(
            "pet.", nil, "dog/puppy,cat/kitten,rabbit/bunny,hamster,guinea pig,horse,pony,parrot,budgie,tortoise,turtle,snake,goldfish,fish"
        )
        add("pet.", nil, "chicken,lizard,gecko,ferret,canary,rat,mouse")
        table["pet"] = ("pet", "pet", nil)
        return table
    }()
}
