import Dialogue
import Testing

@Suite struct PauseHabitsTests {
    @Test("gaps between words are no pauses, the longest counts, and nobody hesitates for longer than 2 s")
    func longest() {
        var habits = PauseHabits()
        for (pause, longest) in [(1_600, 0), (4_800, 4_800), (3_200, 4_800), (9_600, 9_600), (160_000, 32_000)] {
            habits.resumed(after: pause)
            #expect(habits.longest == longest)
        }
    }

    @Test("turns of a hesitant speaker raise what is typical, fluent ones lower it again")
    func typical() {
        var habits = PauseHabits()
        var before = habits.typical
        for _ in 0..<5 {
            habits.resumed(after: 16_000)
            habits.turnEnded()
            #expect(habits.typical > before && habits.typical < 16_000)
            #expect(habits.longest == 0)
            before = habits.typical
        }
        for _ in 0..<20 { habits.turnEnded() }
        #expect(habits.typical < before / 10)
    }

    @Test("who goes on just after a turn was ended had only paused")
    func cutOff() {
        var habits = PauseHabits()
        habits.wasCutOff(after: 1_000)
        #expect(habits.typical == 0)
        habits.wasCutOff(after: 12_000)
        #expect(habits.typical == 12_000)
    }
}
