import Dialogue
import Testing
import Tools
import Wire

struct DueWatchTests {
    private func due(_ desk: DeskFixture, _ now: CivilTime) async throws -> [DueNotice] {
        try await desk.desk.watch.due(at: now, account: "home", person: "ada")
    }

    @Test("what is due is told from its second on, and after it was acknowledged no more")
    func once() async throws {
        let desk = try await DeskFixture()
        try await desk.call("reminder.add", ["text": "call mum", "at": "18:30"])
        try await desk.call("alarm.set", ["at": "18:31"])
        #expect(try await desk.desk.watch.nextDue(account: "home", person: "ada") == DeskFixture.at(21, 18, 30))
        #expect(try await due(desk, DeskFixture.at(21, 18, 29, second: 59)).isEmpty)
        let notices = try await due(desk, DeskFixture.at(21, 18, 30))
        #expect(notices.map(\.speech) == ["Reminder: call mum."])
        #expect(try await desk.desk.watch.acknowledge(notices, at: DeskFixture.at(21, 18, 30)) == notices)
        #expect(try await due(desk, DeskFixture.at(21, 18, 30, second: 1)).isEmpty)
        #expect(try await due(desk, DeskFixture.at(21, 18, 31)).map(\.speech) == ["It is 6:31 PM. This is your alarm."])
        await desk.remove()
    }

    @Test("of two sessions that ask at once, one announces")
    func twoSessions() async throws {
        let desk = try await DeskFixture()
        try await desk.call("reminder.add", ["text": "call mum", "at": "18:30"])
        let now = DeskFixture.at(21, 18, 30)
        let seen = try await due(desk, now)
        let watch = desk.desk.watch
        async let first = watch.acknowledge(seen, at: now)
        async let second = watch.acknowledge(seen, at: now)
        let said = try await [first.count, second.count]
        #expect(said.sorted() == [0, 1])
        await desk.remove()
    }

    @Test("a restart forgets nothing, and what was missed is said as missed")
    func restart() async throws {
        let before = try await DeskFixture()
        try await before.call("reminder.add", ["text": "call mum", "at": "18:30"])
        try await before.call("alarm.set", ["at": "19:00", "label": "bread"])
        await before.desk.close()
        let desk = try await DeskFixture(folder: before.folder)
        let morning = DeskFixture.at(22, 8)
        let notices = try await due(desk, morning)
        #expect(notices.map(\.isMissed) == [true, true])
        #expect(
            notices.map(\.speech) == [
                "While you were away you had a reminder, yesterday at 6:30 PM: call mum.",
                "While you were away the alarm bread went off yesterday at 7 PM.",
            ])
        _ = try await desk.desk.watch.acknowledge(notices, at: morning)
        let told = try await desk.call("reminder.due", at: morning)
        #expect(told.speech == "Due already: call mum, yesterday at 6:30 PM.")
        #expect(try await desk.call("reminder.list", at: morning).value["count"] == 0)
        await desk.remove()
    }

    @Test("what comes back waits for its next time, and times missed are counted")
    func repeated() async throws {
        let desk = try await DeskFixture()
        try await desk.call("reminder.add", ["text": "stretch", "at": "18:00", "repeat": "daily"])
        let later = DeskFixture.at(24, 12)
        let notices = try await due(desk, later)
        #expect(notices.map(\.occurrences) == [3])
        #expect(
            notices.first?.speech == "While you were away you had a reminder, on Saturday, November 21 at 6 PM, 3 times in all: stretch.")
        _ = try await desk.desk.watch.acknowledge(notices, at: later)
        #expect(try await desk.desk.watch.nextDue(account: "home", person: "ada") == DeskFixture.at(24, 18))
        await desk.remove()
    }

    @Test("the thirty-first of every month is a month's last day where it is shorter, and the thirty-first again after it")
    func monthEnds() async throws {
        let desk = try await DeskFixture()
        try await desk.call("reminder.add", ["text": "rent", "at": "2026-10-31T10:00", "repeat": "monthly"])
        var days: [String] = []
        for _ in 0..<5 {
            let next = try #require(try await desk.desk.watch.nextDue(account: "home", person: "ada"))
            days.append("\(next.month)-\(next.day)")
            _ = try await desk.desk.watch.acknowledge(try await due(desk, next), at: next)
        }
        #expect(days == ["11-30", "12-31", "1-31", "2-28", "3-31"])
        await desk.remove()
    }

    @Test("something added is noticed at once, though nothing was near before")
    func noticed() async throws {
        let desk = try await DeskFixture()
        #expect(try await due(desk, DeskFixture.noon).isEmpty)
        try await desk.call("reminder.add", ["text": "tea", "in_seconds": 1])
        #expect(try await due(desk, DeskFixture.at(21, 12, 0, second: 1)).map(\.item.text) == ["tea"])
        await desk.remove()
    }
}
