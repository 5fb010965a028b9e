import Dialogue
import Testing
import Tools
import Wire

struct ReminderTests {
    @Test(
        "a reminder is kept for the time that its arguments name",
        arguments: [
            (["at": "2026-11-21T18:30"], "2026-11-21T18:30", "today at 6:30 PM"),
            (["at": "2026-11-22 07:00:30"], "2026-11-22T07:00:30", "tomorrow at 7 AM"),
            (["at": "2026-11-23"], "2026-11-23T09:00", "on Monday at 9 AM"),
            (["at": "11:00"], "2026-11-22T11:00", "tomorrow at 11 AM"),
            (["at": "12:01"], "2026-11-21T12:01", "today at 12:01 PM"),
            (["at": "2027-02-28T12:00"], "2027-02-28T12:00", "on Sunday, February 28, 2027 at noon"),
            (["in_seconds": 5_400], "2026-11-21T13:30", "today at 1:30 PM"),
            (["at": "2026-11-20T08:00", "repeat": "daily"], "2026-11-22T08:00", "every day at 8 AM, first tomorrow"),
            (["at": "08:00", "repeat": "weekdays"], "2026-11-23T08:00", "every weekday at 8 AM, first on Monday"),
            (
                ["at": "20:00", "repeat": "weekly", "on": ["monday", "thursday"]], "2026-11-23T20:00",
                "every Monday and Thursday at 8 PM, first on Monday"
            ),
            (["at": "20:00", "on": ["saturday"]], "2026-11-21T20:00", "every Saturday at 8 PM, first today"),
            (
                ["at": "2026-11-30T00:00", "repeat": "monthly"], "2026-11-30T00:00",
                "every month on the 30th at midnight, first on Monday, November 30"
            ),
        ] as [(JSONValue, String, String)])
    func times(arguments: JSONValue, due: String, spoken: String) async throws {
        let desk = try await DeskFixture()
        let output = try await desk.call("reminder.add", arguments.merging(["text": "water the plants"]))
        #expect(output.value["at"]?.string == due)
        #expect(output.speech == "I will remind you \(spoken): water the plants.")
        await desk.remove()
    }

    @Test(
        "a time that cannot be meant is refused by name",
        arguments: [
            [:], ["at": "soon"], ["at": "2026-02-30"], ["at": "2026-11-21T11:59"], ["at": "18:30", "in_seconds": 5], ["at": "24:00"],
            ["at": "2026-11-22T07:00", "repeat": "weekly", "on": ["someday"]], ["at": "2099-01-01"], ["at": "2026-11-21T18:30+01:00"],
        ] as [JSONValue])
    func refused(arguments: JSONValue) async throws {
        let desk = try await DeskFixture()
        let failure = try await desk.failure("reminder.add", arguments.merging(["text": "water the plants"]))
        guard case .invalidArguments(let lines) = failure else {
            Issue.record("not refused: \(String(describing: failure))")
            return
        }
        #expect(lines.allSatisfy { $0.hasPrefix("at: ") || $0.hasPrefix("on: ") })
        #expect(try await desk.call("reminder.list").value["count"] == 0)
        await desk.remove()
    }

    @Test("adding and removing undo each other")
    func undo() async throws {
        let desk = try await DeskFixture()
        let added = try await desk.call(
            "reminder.add", ["text": "bins", "at": "2026-12-31T19:00", "repeat": "monthly"])
        try await desk.undo(added)
        #expect(try await desk.call("reminder.list").value["count"] == 0)
        let again = try await desk.call("reminder.add", ["text": "the bins", "at": "2026-12-31T19:00", "repeat": "monthly"])
        #expect(again.value["at"] == added.value["at"])
        let removed = try await desk.call("reminder.remove", ["text": "my bins"])
        #expect(removed.speech == "The reminder is gone: the bins.")
        let back = try await desk.undo(removed)
        #expect(back.value["repeats"] == "every month on the 31st")
        #expect(back.value["at"] == "2026-12-31T19:00")
        await desk.remove()
    }

    @Test("words that fit several reminders are asked about, those that fit one remove it")
    func choosing() async throws {
        let desk = try await DeskFixture()
        for text in ["call mum", "call the dentist", "buy eggs"] {
            try await desk.call("reminder.add", ["text": .string(text), "at": "18:00"])
        }
        #expect(
            try await desk.failure("reminder.remove", ["text": "call"])
                == .failed("2 reminders fit: call mum and call the dentist. Which one?"))
        #expect(try await desk.failure("reminder.remove", ["text": "rent"]) == .failed("There is no reminder about rent."))
        try await desk.call("reminder.remove", ["text": "the egg"])
        let left = try await desk.call("reminder.list")
        #expect(left.speech == "You have 2 reminders: call mum, today at 6 PM; call the dentist, today at 6 PM.")
        await desk.remove()
    }

    @Test("what one person keeps, another does not see, and cannot remove by its id")
    func owners() async throws {
        let desk = try await DeskFixture()
        let mine = try await desk.call("reminder.add", ["text": "secret", "at": "18:00"])
        let id = try #require(mine.value["id"])
        for (account, person) in [("home", "bob"), ("home", nil), ("office", "ada")] as [(String, String?)] {
            #expect(try await desk.call("reminder.list", account: account, person: person).value["count"] == 0)
            await #expect(throws: ToolFailure.self) { try await desk.call("reminder.remove", ["id": id], account: account, person: person) }
            #expect(try await desk.desk.watch.due(at: DeskFixture.at(21, 18), account: account, person: person).isEmpty)
        }
        try await desk.desk.forget(account: "home", person: "bob")
        #expect(try await desk.call("reminder.list").value["count"] == 1)
        try await desk.desk.forget(account: "home")
        #expect(try await desk.call("reminder.list").value["count"] == 0)
        await desk.remove()
    }

    @Test("a call tried again with its key does nothing more and answers the same")
    func again() async throws {
        let desk = try await DeskFixture()
        let first = try await desk.call("reminder.add", ["text": "tea", "in_seconds": 60], key: "call-1")
        let second = try await desk.call("reminder.add", ["text": "tea", "in_seconds": 60], key: "call-1")
        #expect(first == second)
        #expect(try await desk.call("reminder.list").value["count"] == 1)
        try await desk.call("reminder.add", ["text": "tea", "in_seconds": 60], key: "call-2")
        #expect(try await desk.call("reminder.list").value["count"] == 2)
        await desk.remove()
    }
}
