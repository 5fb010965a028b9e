internal import Memory

/// Memories as people leave them, drawn by a seed: facts that change, likes, what was talked about, and now and then a summary.
///
/// Equal seeds give equal memories, and each person's depend on the person alone.
struct MemoryCorpus: Sendable {
    let seed: UInt64
    let people: Int

    /// The first moment anything was learned; ten minutes lie between two memories of a person.
    static let start = MemoryTime(milliseconds: 1_700_000_000_000)
    private static let step = 600_000

    init(seed: UInt64, people: Int) {
        self.seed = seed
        self.people = max(1, people)
    }

    func owner(_ person: Int) -> MemoryOwner { MemoryOwner(account: "account\(person / 4)", person: "person\(person % 4)") }

    /// The memories of a person, in the order in which they were learned.
    func contents(of person: Int, count: Int) -> [MemoryContent] {
        var numbers = SeededNumbers(seed ^ SeededNumbers.hash("person \(person)"))
        return (0..<count).map { Self.content($0, &numbers) }
    }

    func time(_ index: Int) -> MemoryTime { MemoryTime(milliseconds: Self.start.milliseconds + index * Self.step) }

    /// Questions whose words some of the memories have.
    func questions(_ count: Int) -> [String] {
        var numbers = SeededNumbers(seed ^ SeededNumbers.hash("questions"))
        return (0..<count).map { _ in
            switch numbers.below(5) {
            case 0: "Where does my \(Self.relatives.one(&numbers)) live?"
            case 1: "What did I say about the \(Self.things.one(&numbers)) and the \(Self.places.one(&numbers))?"
            case 2: "Do I like \(Self.foods.one(&numbers))?"
            case 3: "When did I last \(Self.activities.one(&numbers).verb) with \(Self.names.one(&numbers))?"
            default: "Tell me about \(Self.names.one(&numbers)) from \(Self.cities.one(&numbers))"
            }
        }
    }

    private static func content(_ index: Int, _ numbers: inout SeededNumbers) -> MemoryContent {
        let happened = MemoryTime(milliseconds: start.milliseconds + index * step)
        var content =
            switch numbers.below(100) {
            case 0..<35: fact(happened, &numbers)
            case 35..<55: preference(happened, &numbers)
            case 55..<97: episode(happened, &numbers)
            default: summary(happened, &numbers)
            }
        content.confidence = Double(60 + numbers.below(41)) / 100
        content.importance = Double(numbers.below(101)) / 100
        content.source = MemorySource(content.kind == .summary ? .consolidated : .said)
        content.source.session = "sess_\(index / 12)"
        content.source.turn = "item_\(index)"
        return content
    }

    private static func fact(_ happened: MemoryTime, _ numbers: inout SeededNumbers) -> MemoryContent {
        let (attribute, value, text): (String, String, String)
        switch numbers.below(7) {
        case 0:
            value = cities.one(&numbers)
            (attribute, text) = ("home.city", "They live in \(value), close to the \(places.one(&numbers)).")
        case 1:
            value = jobs.one(&numbers)
            (attribute, text) = ("work.job", "They work as a \(value) in \(cities.one(&numbers)).")
        case 2:
            let relative = relatives.one(&numbers)
            value = names.one(&numbers)
            (attribute, text) = ("family.\(relative)", "Their \(relative) is called \(value) and lives in \(cities.one(&numbers)).")
        case 3:
            value = names.one(&numbers)
            (attribute, text) = ("pet.name", "They have a \(pets.one(&numbers)) called \(value).")
        case 4:
            value = "\(numbers.below(28) + 1) \(months.one(&numbers))"
            (attribute, text) = ("birthday.\(relatives.one(&numbers))", "A birthday in the family is on \(value).")
        case 5:
            value = things.one(&numbers)
            (attribute, text) = ("owns", "They bought a \(value) for \(numbers.below(900) + 20) pounds.")
        default:
            value = "\(numbers.below(5) + 5):\(numbers.below(6))0"
            (attribute, text) = ("habit.wakes", "They get up at \(value) on \(days.one(&numbers))s.")
        }
        var content = MemoryContent(.fact, text, happened: happened)
        content.attribute = attribute
        content.value = value
        content.validFrom = happened
        content.tags = [String(attribute.prefix { $0 != "." })]
        return content
    }

    private static func preference(_ happened: MemoryTime, _ numbers: inout SeededNumbers) -> MemoryContent {
        let food = foods.one(&numbers)
        let dislikes = numbers.below(3) == 0
        var content =
            numbers.below(2) == 0
            ? MemoryContent(
                .preference,
                "They \(dislikes ? "do not like" : "like") \(food)\(dislikes ? "" : ", most of all on \(days.one(&numbers))s").",
                happened: happened)
            : MemoryContent(
                .preference,
                "They would rather \(activities.one(&numbers).verb) than \(activities.one(&numbers).verb) in \(months.one(&numbers)).",
                happened: happened)
        content.attribute = dislikes ? "dislikes.food" : "likes.food"
        content.value = food
        content.tags = ["taste"]
        return content
    }

    private static func episode(_ happened: MemoryTime, _ numbers: inout SeededNumbers) -> MemoryContent {
        let activity = activities.one(&numbers)
        let text =
            switch numbers.below(4) {
            case 0:
                "On \(days.one(&numbers)) they \(activity.past) with \(names.one(&numbers)) at the \(places.one(&numbers)) in \(cities.one(&numbers))."
            case 1: "They asked how to mend a \(things.one(&numbers)) and were told to try the \(places.one(&numbers)) first."
            case 2:
                "They told of a day when they \(activity.past), which left them \(moods.one(&numbers)), and \(names.one(&numbers)) was there too."
            default:
                "They talked about the \(things.one(&numbers)) of \(names.one(&numbers)), who is a \(jobs.one(&numbers)), and felt \(moods.one(&numbers))."
            }
        var content = MemoryContent(.episode, text, happened: happened)
        content.tags = ["talk", days.one(&numbers)]
        return content
    }

    private static func summary(_ happened: MemoryTime, _ numbers: inout SeededNumbers) -> MemoryContent {
        let sentences = (0..<(2 + numbers.below(4))).map { _ in
            "In \(months.one(&numbers)) they often \(activities.one(&numbers).past) with \(names.one(&numbers)), and were \(moods.one(&numbers)) about the \(things.one(&numbers))."
        }
        var content = MemoryContent(.summary, sentences.joined(separator: " "), happened: happened)
        content.tags = ["summary"]
        return content
    }
}

extension Array {
    fileprivate func one(_ numbers: inout SeededNumbers) -> Element { self[numbers.below(count)] }
}
