import Memory
import Testing

@Suite struct MemoryKeeperTests {
    let store = ScratchStore()
    let owner = MemoryOwner(account: "a", person: "p")
    var keeper: MemoryKeeper { MemoryKeeper(store: store) }

    static func day(_ day: Int) -> MemoryTime { MemoryTime(milliseconds: 1_700_000_000_000 + day * 86_400_000) }

    static func lesson(
        _ attribute: String, _ value: String, _ text: String, day: Int, isSingle: Bool = true,
        standing: MemoryLesson.Standing = .holds, isCorrection: Bool = false
    ) -> MemoryLesson {
        var content = MemoryContent(.fact, text, happened: Self.day(day))
        content.attribute = attribute
        content.value = value
        content.confidence = 0.8
        return MemoryLesson(content, isSingle: isSingle, standing: standing, isCorrection: isCorrection)
    }

    static func home(_ city: String, day: Int, standing: MemoryLesson.Standing = .holds, isCorrection: Bool = false) -> MemoryLesson {
        lesson("home.city", city, "They live in \(city).", day: day, standing: standing, isCorrection: isCorrection)
    }

    @Test func anotherValueClosesTheOneBefore() async throws {
        try await keeper.learn([Self.home("York", day: 1)], for: owner, at: Self.day(1))
        let learnt = try await keeper.learn([Self.home("Leeds", day: 9)], for: owner, at: Self.day(9))
        let all = store.all
        #expect(all.map(\.content.value) == ["York", "Leeds"])
        #expect(all[0].retired == Self.day(9) && all[0].replacedBy == all[1].id && all[0].content.validUntil == Self.day(9))
        #expect(all[1].isCurrent && learnt[0].closed == [all[0].id])
    }

    @Test func theSameAgainIsSurerAndNotThereTwice() async throws {
        try await keeper.learn([Self.home("Leeds", day: 1)], for: owner, at: Self.day(1))
        let learnt = try await keeper.learn([Self.home("leeds", day: 5)], for: owner, at: Self.day(5))
        #expect(learnt[0].wasKnown && store.all.count == 1)
        #expect(store.all[0].content.confidence > 0.8 && store.all[0].content.happened == Self.day(5))
    }

    @Test func aCorrectionEndsNothingInTheWorld() async throws {
        try await keeper.learn([Self.home("York", day: 1)], for: owner, at: Self.day(1))
        try await keeper.learn([Self.home("Leeds", day: 1, isCorrection: true)], for: owner, at: Self.day(1))
        #expect(store.all[0].retired != nil && store.all[0].content.validUntil == nil)
    }

    @Test func valuesOfManyStandBesideEachOther() async throws {
        for drink in ["tea", "coffee", "tea"] {
            try await keeper.learn(
                [Self.lesson("likes", drink, "They like \(drink).", day: 1, isSingle: false)], for: owner, at: Self.day(1))
        }
        #expect(store.current.map(\.content.value) == ["tea", "coffee"])
    }

    @Test func dislikingClosesLiking() async throws {
        try await keeper.learn([Self.lesson("likes", "tea", "They like tea.", day: 1, isSingle: false)], for: owner, at: Self.day(1))
        try await keeper.learn(
            [Self.lesson("dislikes", "tea", "They do not like tea.", day: 2, isSingle: false)], for: owner, at: Self.day(2))
        #expect(store.current.map(\.content.attribute) == ["dislikes"])
    }

    @Test func whatIsOverIsClosedAndStaysAsHistory() async throws {
        try await keeper.learn([Self.home("York", day: 1)], for: owner, at: Self.day(1))
        try await keeper.learn([Self.home("York", day: 8, standing: .ended)], for: owner, at: Self.day(8))
        #expect(store.all[0].retired == Self.day(8) && store.all[0].content.validUntil == Self.day(8))
        #expect(store.current.count == 1 && !store.current[0].holds(at: Self.day(8)))
    }

    @Test func whatWasDoesNotCloseWhatIs() async throws {
        try await keeper.learn([Self.home("Leeds", day: 1)], for: owner, at: Self.day(1))
        try await keeper.learn([Self.home("York", day: 2, standing: .past)], for: owner, at: Self.day(2))
        #expect(store.current.map(\.content.value) == ["Leeds", "York"])
        // And what is next closes only what is.
        try await keeper.learn([Self.home("Bath", day: 3)], for: owner, at: Self.day(3))
        #expect(Set(store.current.map(\.content.value)) == ["York", "Bath"])
    }

    @Test func aDenialIsNoValue() async throws {
        try await keeper.learn([Self.home("York", day: 1)], for: owner, at: Self.day(1))
        try await keeper.learn([Self.home("York", day: 2, standing: .denied)], for: owner, at: Self.day(2))
        #expect(store.current.map(\.content.attribute) == ["not.home.city"])
        try await keeper.learn([Self.home("York", day: 3)], for: owner, at: Self.day(3))
        #expect(store.current.map(\.content.attribute) == ["home.city"])
    }

    @Test func ownersDoNotMeet() async throws {
        let other = MemoryOwner(account: "a", person: "q")
        try await keeper.learn([Self.home("York", day: 1)], for: owner, at: Self.day(1))
        try await keeper.learn([Self.home("Leeds", day: 2)], for: other, at: Self.day(2))
        #expect(store.current.count == 2)
    }

    @Test func anEpisodeToldTwiceOnADayIsOne() async throws {
        for day in [1, 1, 2] {
            try await keeper.learn(
                [MemoryLesson(MemoryContent(.episode, "They ran in the park.", happened: Self.day(day)))], for: owner, at: Self.day(day))
        }
        #expect(store.current.count == 2)
    }
}
