import Testing
import Tools
import Wire

struct NoteAndGoalTests {
    @Test("a note is found by its words, whatever their form or accent, and by nothing else")
    func search() async throws {
        let desk = try await DeskFixture()
        try await desk.call("note.add", ["text": "The spare key is with Anna at the café"])
        try await desk.call("note.add", ["text": "Prune the roses in March", "title": "Garden"])
        for query in ["spare keys", "where is the key", "cafe", "ann", "key banana"] {
            let found = try await desk.call("note.search", ["query": .string(query)])
            #expect(found.speech == "One note: The spare key is with Anna at the café.", "\(query)")
        }
        #expect(try await desk.call("note.search", ["query": "banana"]).speech == "I found no note about banana.")
        #expect(try await desk.call("note.search").speech == "2 notes: Garden; The spare key is with Anna at the....")
        #expect(try await desk.call("note.search", ["query": "roses"], person: "bob").value["count"] == 0)
        await desk.remove()
    }

    @Test(
        "words that mean something to the search engine are only words",
        arguments: ["\"", "NEAR(", "title:", "a* OR b", "-", "key AND NOT", "'; DROP TABLE notes; --", "^", "{}", "🙂"])
    func queries(query: String) async throws {
        let desk = try await DeskFixture()
        try await desk.call("note.add", ["text": "tea"])
        #expect(try await desk.call("note.search", ["query": .string(query)]).value["count"] == 0)
        #expect(try await desk.call("note.search").value["count"] == 1)
        await desk.remove()
    }

    @Test("a note is deleted where only one is meant, no more found then, and taken back whole")
    func deleting() async throws {
        let desk = try await DeskFixture()
        let text = "first line\nsecond line with saffron"
        try await desk.call("note.add", ["text": .string(text), "title": "Paella"])
        try await desk.call("note.add", ["text": "saffron is at the market"])
        let several = try await desk.failure("note.delete", ["query": "saffron"])
        #expect(several == .failed("2 notes fit: saffron is at the market; Paella. Which one?"))
        let deleted = try await desk.call("note.delete", ["query": "paella"])
        #expect(try await desk.failure("note.show", ["query": "paella"]) == .failed("There is no note about paella."))
        try await desk.undo(deleted)
        #expect(try await desk.call("note.show", ["query": "paella"]).value["text"]?.string == text)
        await desk.remove()
    }

    @Test("a goal is kept, checked in on, reached and opened again")
    func goals() async throws {
        let desk = try await DeskFixture()
        let added = try await desk.call("goal.add", ["title": "run five kilometres", "by": "2027-03-01", "check_in": "daily"])
        #expect(added.speech == "Your goal is kept: run five kilometres, by Monday, March 1, 2027. Why does it matter to you?")
        #expect(added.value["days_left"] == 100)
        let first = try await desk.call("goal.check_in", ["note": "three kilometres", "progress": 40])
        #expect(first.speech == "Kept, run five kilometres at 40 percent. This is 1 check-in so far. What is the next step?")
        let monday = DeskFixture.at(23, 9)
        let second = try await desk.call("goal.check_in", ["goal": "five kilometres", "progress": 60], at: monday)
        #expect(second.speech?.contains("That is 20 points more than last time.") == true)
        let listed = try await desk.call("goal.list", at: DeskFixture.at(25, 9))
        #expect(listed.value["due_for_check_in"] == ["run five kilometres"])
        #expect(listed.value["goals"]?.array?.first?["last_note"] == "three kilometres")
        let reached = try await desk.call("goal.complete")
        #expect(reached.speech == "Well done! Run five kilometres: reached.")
        #expect(try await desk.call("goal.list").speech == "You have no goals yet.")
        try await desk.undo(reached)
        #expect(try await desk.call("goal.list").value["count"] == 1)
        try await desk.undo(added)
        #expect(try await desk.call("goal.list", ["include_completed": true]).value["count"] == 0)
        await desk.remove()
    }

    @Test("a check-in says something, and a goal's day lies ahead")
    func refused() async throws {
        let desk = try await DeskFixture()
        #expect(try await desk.failure("goal.check_in") == .invalidArguments(["note: give note or progress"]))
        #expect(try await desk.failure("goal.check_in", ["progress": 5]) == .failed("You have no goals like that."))
        let past = try await desk.failure("goal.add", ["title": "learn Swift", "by": "2026-11-20"])
        #expect(past == .invalidArguments(["by: that day has passed, it is 2026-11-21 now"]))
        await desk.remove()
    }
}
