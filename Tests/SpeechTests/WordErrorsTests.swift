import Speech
import Testing

@Suite struct WordErrorsTests {
    @Test(
        "only what is said counts, not how it is written",
        arguments: [
            ("What time is it?", ["what", "time", "is", "it"]),
            ("Don\u{2019}t stop -- go 'on'!", ["don't", "stop", "go", "on"]),
            ("21 lamps, 7 rooms", ["twenty", "one", "lamps", "seven", "rooms"]),
            ("100 and 1,250", ["one", "hundred", "and", "one", "two", "hundred", "fifty"]),
            ("12345", ["twelve", "thousand", "three", "hundred", "forty", "five"]),
            ("007 b12", ["zero", "zero", "seven", "b", "one", "two"]),
            ("1234567", ["one", "two", "three", "four", "five", "six", "seven"]),
            ("0", ["zero"]),
            (" ... ", []),
        ])
    func normalised(text: String, words: [String]) { #expect(WordErrors.normalize(text) == words) }

    @Test(
        "errors are the fewest words to replace, insert and delete",
        arguments: [
            ("a b c", "a b c", 3, 0), ("a b c", "a x c", 3, 1), ("a b c", "a c", 3, 1), ("a b", "a b c d", 2, 2),
            ("", "a b", 0, 2), ("a b", "", 2, 2), ("turn on the lamp", "turned the lamp", 4, 2), ("Two LAMPS", "2 lamps.", 2, 0),
        ])
    func counted(said: String, heard: String, words: Int, errors: Int) {
        #expect(WordErrors(said: said, heard: heard) == WordErrors(words: words, errors: errors))
    }

    @Test("utterances add up by words, not by their shares")
    func sum() {
        let sum = WordErrors(said: "a b c d", heard: "a b c d") + WordErrors(said: "a", heard: "b")
        #expect(sum.share == 0.2)
        #expect(WordErrors().share == 0)
    }
}
