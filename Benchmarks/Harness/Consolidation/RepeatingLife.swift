internal import Memory

/// Memories of a made-up person who says many things more than once, in the same words and in others; what is the same is known.
struct RepeatingLife {
    struct Entry {
        var content: MemoryContent
        /// What it says: equal for duplicates only.
        var truth: Int
        /// Whether only its vector tells whether it is another wording of the same.
        var wantsVector: Bool
    }

    private(set) var entries: [Entry] = []
    /// Entries that say what an earlier one said.
    private(set) var duplicates = 0
    /// Different things said.
    private(set) var truths = 0

    private var numbers: SeededNumbers
    private var seen: Set<String> = []
    private let start = MemoryTime(milliseconds: 1_760_000_000_000)
    private static let day = 86_400_000

    /// - Parameter share: of entries that say something again.
    init(count: Int, repeating share: Double, seed: UInt64) {
        numbers = SeededNumbers(seed)
        entries.reserveCapacity(count)
        while entries.count < count {
            let isFact = numbers.below(100) < 55
            let things = isFact ? fact() : episode()
            guard let first = things.first, seen.insert(first.content.text).inserted else { continue }
            truths += 1
            entries.append(Entry(content: first.content, truth: truths, wantsVector: false))
            // So that of all entries this share repeats: one in 1 / share - 1 things, three times on average.
            let again = share / (1 - share)
            var repeats = Double(numbers.below(1_000)) / 1_000 < again * 0.4 ? 1 + numbers.below(4) : 0
            // One episode in five that comes again does so on other days, week after week.
            let isHabit = !isFact && repeats > 0 && numbers.below(5) == 0
            if isHabit { repeats += 2 }
            repeats = min(repeats, count - entries.count)
            for repeated in 0..<repeats {
                var copy = things[numbers.below(things.count)]
                // Told again some days later; what happened stays on its day.
                if isFact { copy.content.happened.milliseconds += numbers.below(90) * Self.day }
                if isHabit { copy.content.happened.milliseconds += (repeated + 1) * 7 * Self.day }
                entries.append(Entry(content: copy.content, truth: truths, wantsVector: copy.isOther))
                duplicates += 1
            }
        }
        // The first of a group wants a vector where a later one does.
        let wanting = Set(entries.filter(\.wantsVector).map(\.truth))
        for index in entries.indices where wanting.contains(entries[index].truth) { entries[index].wantsVector = true }
        entries.shuffle(using: &numbers)
    }

    private struct Wording {
        var content: MemoryContent
        /// Whether its words are others than the first one's.
        var isOther: Bool
    }

    private mutating func pick(_ words: [String]) -> String { words[numbers.below(words.count)] }

    /// A fact in its wordings; half of them with an attribute and value, as what is said has, half only as text, as a door writes them.
    private mutating func fact() -> [Wording] {
        let whose = pick(LifeWords.people)
        let (attribute, sentences, value): (String, [String], String)
        switch numbers.below(6) {
        case 0:
            value = "\(pick(LifeWords.qualities)) \(pick(LifeWords.things))"
            (attribute, sentences) = (
                "likes", ["\(whose) likes \(value).", "\(whose) enjoys \(value).", "\(whose) really loves \(value)."]
            )
        case 1:
            value = "\(pick(LifeWords.qualities)) \(pick(LifeWords.things))"
            (attribute, sentences) = (
                "dislikes", ["\(whose) hates \(value).", "\(whose) dislikes \(value).", "\(whose) detests \(value)."]
            )
        case 2:
            value = "\(pick(LifeWords.streets)) in \(pick(LifeWords.cities))"
            (attribute, sentences) = (
                "home.city", ["\(whose) lives on \(value).", "\(whose) resides on \(value).", "\(whose) is living on \(value)."]
            )
        case 3:
            value = "\(pick(LifeWords.cities)) \(pick(LifeWords.firms)) \(1 + numbers.below(60))"
            (attribute, sentences) = (
                "work.employer",
                ["\(whose) works for \(value).", "\(whose) is employed for \(value).", "\(whose) is working for \(value)."]
            )
        case 4:
            value = "\(pick(LifeWords.qualities)) \(pick(LifeWords.owned)) from \(pick(LifeWords.cities))"
            (attribute, sentences) = (
                "owns", ["\(whose) owns a \(value).", "\(whose) possesses a \(value).", "A \(value) is what \(whose) owns."]
            )
        default:
            value = "\(pick(LifeWords.things)) and \(pick(LifeWords.things))"
            // A denial is another fact than what it denies.
            let not = numbers.below(2) == 0
            (attribute, sentences) = (
                not ? "diet.avoids" : "diet.eats",
                not
                    ? ["\(whose) does not eat \(value).", "\(whose) does not eat the \(value)."]
                    : ["\(whose) eats \(value).", "\(whose) eats the \(value)."]
            )
        }
        let hasAttribute = numbers.below(2) == 0
        return sentences.enumerated().map { index, text in
            var content = MemoryContent(hasAttribute ? .preference : .fact, text, happened: moment())
            if hasAttribute {
                content.attribute = "person.\(whose.lowercased().replacing(" ", with: "_")).\(attribute)"
                content.value = value
            }
            content.importance = 0.5
            return Wording(content: content, isOther: index > 0 && !hasAttribute)
        }
    }

    /// Something that happened, on its day.
    private mutating func episode() -> [Wording] {
        let (who, place, thing) = (pick(LifeWords.people), pick(LifeWords.places), pick(LifeWords.things))
        let other = "\(pick(LifeWords.qualities)) \(pick(LifeWords.topics))"
        let sentences: [String]
        switch numbers.below(4) {
        case 0: sentences = ["They went to the \(place) with \(who) for \(other).", "They visited the \(place) with \(who) for \(other)."]
        case 1:
            sentences = [
                "They talked with \(who) about \(other) at the \(place).", "They spoke with \(who) about \(other) at the \(place).",
            ]
        case 2:
            sentences = [
                "They bought \(thing) for \(who) at the \(place) before \(other).",
                "They purchased \(thing) for \(who) at the \(place) before \(other).",
            ]
        default:
            sentences = [
                "They met \(who) at the \(place) after \(other).", "They saw \(who) at the \(place) after \(other).",
                "At the \(place) they met \(who) after \(other).",
            ]
        }
        let when = moment()
        return sentences.enumerated().map { index, text in
            var content = MemoryContent(.episode, text, happened: when)
            content.importance = 0.45
            return Wording(content: content, isOther: index > 0)
        }
    }

    private mutating func moment() -> MemoryTime { MemoryTime(milliseconds: start.milliseconds + numbers.below(300) * Self.day) }
}

/// The words of which lives are made.
enum LifeWords {
    static let people = list(
        """
        Anna,Ben,Clara,David,Elena,Farid,Grace,Hugo,Ines,Jonas,Karim,Lena,Marco,Nadia,Oscar,Priya,Quentin,Rosa,Samir,Tara,Uma,Victor,Wanda,
        Xenia,Yusuf,Zoe,Their sister,Their brother,Their boss,Their neighbour,Their aunt,Their uncle
        """)
    static let qualities = list(
        "green,black,old,new,quiet,loud,Italian,French,Indian,spicy,sweet,cold,warm,cheap,rare,local,handmade,early,late,evening,winter,summer,small,big"
    )
    static let things = list(
        """
        tea,coffee,jazz,chess,soup,bread,rain,roses,trains,films,novels,curry,pasta,apples,cheese,bicycles,maps,stamps,boats,gardens,puzzles,
        poems,lamps,rugs,clocks,candles,scarves,oranges,noodles,olives
        """)
    static let owned = list("bicycle,car,piano,camera,tent,boat,desk,lamp,clock,violin,telescope,kettle,guitar,sofa,printer")
    static let streets = list(
        "Mill Road,Church Lane,Station Street,Park Avenue,Bridge Road,King Street,Castle Hill,Garden Row,High Street,River Walk,North Gate,Oak Close"
    )
    static let cities = list(
        """
        Leeds,York,Hull,Bath,Derby,Leicester,Oslo,Lyon,Porto,Ghent,Turin,Graz,Bergen,Malmo,Bonn,Basel,Gdansk,Brno,Split,Cork,Lima,Quito,Accra,
        Nairobi,Pune,Kochi,Osaka,Busan,Hanoi,Perth
        """)
    static let firms = list("Bakery,Hospital,Library,Foundry,Garage,Studio,Clinic,Laboratory,Museum,School,Brewery,Theatre")
    static let places = list(
        "museum,park,cinema,station,market,harbour,library,theatre,gallery,stadium,cafe,castle,garden centre,swimming pool,town hall,zoo,church,bakery"
    )
    static let topics = list(
        "wedding,concert,exhibition,journey,exam,interview,election,harvest,festival,marathon,lecture,rehearsal,operation,birthday,funeral,auction,storm,strike"
    )

    private static func list(_ text: String) -> [String] {
        text.split(separator: ",").map { $0.split(whereSeparator: \.isNewline).joined() }.map { String($0.drop { $0 == " " }) }
    }
}
