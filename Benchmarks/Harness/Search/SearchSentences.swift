/// Sentences that a memory may hold, made of parts; no two are the same.
enum SearchSentences {
    private static let people = [
        "Her sister", "His brother", "Their neighbour", "A colleague", "The doctor", "Their mother", "An old friend", "The landlord",
        "Their daughter", "His uncle", "The teacher", "Her manager", "Their cousin", "The trainer", "A flatmate", "Their grandfather",
    ]
    private static let deeds = [
        "moved to", "works in", "loves the food of", "is planning a trip to", "came back from", "studied in", "was born in",
        "bought a small house in", "keeps talking about", "got married in", "lost a suitcase in", "started a shop in",
        "is learning the language of", "has never been to", "spends every summer in", "wants to retire in",
    ]
    private static let places = [
        "Leeds", "Porto", "Lyon", "Kyoto", "Oslo", "Boston", "Nairobi", "Lima", "Ghent", "Perth", "Tallinn", "Cork", "Quito", "Hanoi",
        "Basel", "Turin", "Malaga", "Bergen", "Austin", "Cairo", "Dakar", "Zagreb", "Izmir", "Cusco",
    ]
    private static let ends = [
        "with two cats", "because of a new job", "after a long illness", "and plays the cello there", "on a very small budget",
        "since last October", "together with the choir", "although the winters are hard", "for the third time",
        "and does not eat meat", "next to the railway station", "with a broken ankle", "to be near the sea",
        "as part of a cycling tour", "and is allergic to nuts", "while writing a book",
    ]

    static func draw(_ count: Int, seed: UInt64) -> [String] {
        var numbers = SeededNumbers(seed)
        let all = people.count * deeds.count * places.count * ends.count
        var seen: Set<Int> = []
        var sentences: [String] = []
        while sentences.count < min(count, all) {
            let number = numbers.below(all)
            guard seen.insert(number).inserted else { continue }
            let person = people[number % people.count]
            let deed = deeds[number / people.count % deeds.count]
            let place = places[number / people.count / deeds.count % places.count]
            let end = ends[number / people.count / deeds.count / places.count]
            sentences.append("\(person) \(deed) \(place) \(end).")
        }
        return sentences
    }
}
