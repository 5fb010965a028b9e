import Dialogue
import Testing

@Suite struct OverlapWordsTests {
    @Test(
        "a few words over a reply say go on, or stop, or something else",
        arguments: [
            ("", InterruptionLexicon.Meaning.nothing), ("the", .nothing), ("yeah", .backchannel), ("oh yeah i see", .backchannel),
            ("uh huh that's right", .backchannel), ("okay stop", .command), ("hold on", .command), ("hold the line", .words),
            ("yeah but tomorrow", .words), ("what about tomorrow", .command), ("four", .command), ("today", .words),
        ])
    func meaning(text: String, expected: InterruptionLexicon.Meaning) { #expect(InterruptionLexicon.meaning(of: text) == expected) }

    @Test(
        "Coda's own words are known, misheard as they may be",
        arguments: [
            ("it is six two one", "It is 6:21 in the morning.", true),
            ("is sunny and very warm", "It is sunny and warm today.", true),
            ("the whether in paris", "The weather in Paris is fine.", true),
            ("what about tomorrow", "The weather in Paris is fine.", false),
            ("stop", "The weather in Paris is fine.", false),
            ("turn on the living room lamp", "One two three four five six seven eight nine ten.", false),
            ("today", "", false),
        ] as [(String, String, Bool)])
    func ownVoice(heard: String, said: String, isOwn: Bool) {
        #expect((SelfVoice.likeness(of: heard, to: said) >= 0.7) == isOwn)
    }
}
