import Language
import Testing

@Suite struct AssentTests {
    @Test(
        "a yes is a yes, a no is a no, and anything else is neither",
        arguments: [
            ("yes", Assent.yes), ("Yes, please do it.", .yes), ("go ahead", .yes), ("sure, delete them all", nil), ("of course", .yes),
            ("why not", .yes), ("I'm sure", .yes), ("sounds good", .yes),
            ("no", .no), ("no, don't", .no), ("wait", .no), ("yes, no, stop", .no), ("don't do it", .no), ("no, keep my old list", .no),
            ("what time is it", nil), ("", nil), ("please tell me what it would delete first of all", nil),
        ])
    func proposal(text: String, meaning: Assent?) {
        #expect(Assent(toProposal: text) == meaning)
    }

    @Test(
        "a word of refusal among others refuses a proposal, and is no plain no",
        arguments: [
            ("yes", Assent.yes), ("yes please do it", .yes), ("well yes", .yes), ("not now", .no), ("no thanks", .no),
            ("wait until friday", nil), ("not tomorrow but friday", nil), ("keep the second one", nil), ("do the dishes", nil),
            ("do I really want that", nil),
        ])
    func plain(text: String, meaning: Assent?) {
        #expect(Assent(Utterance(text).words) == meaning)
    }
}
