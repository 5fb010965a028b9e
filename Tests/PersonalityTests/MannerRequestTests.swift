import Personality
import Testing

@Suite struct MannerRequestTests {
    /// "verbosity-" is towards the low end; "!" lasting, "?" once, "reset" everything.
    private func drawn(_ request: MannerRequest?) -> String {
        guard let request else { return "" }
        let changes = request.changes.map { "\($0.trait.rawValue)\($0.isUpward ? "+" : "-")" }
        let mark = request.reach == .lasting ? "!" : request.reach == .once ? "?" : ""
        return (request.isReset ? ["reset"] : changes).joined(separator: " ") + mark
    }

    @Test(
        "wishes about manner are understood, as recognisers write them",
        arguments: [
            ("shorter please", "verbosity-"), ("a bit shorter", "verbosity-"), ("Could you be more brief?", "verbosity-"),
            ("that was too long", "verbosity-"), ("your answers are too long", "verbosity-"), ("get to the point", "verbosity-"),
            ("please keep it short", "verbosity-"), ("can you answer more briefly", "verbosity-"), ("just the answer please", "verbosity-"),
            ("be concise", "verbosity-"), ("don't be so wordy", "verbosity-"), ("um could you uh be a little more concise", "verbosity-"),
            ("you talk too much", "verbosity-"), ("explain it in more detail", "verbosity+"), ("more detail please", "verbosity+"),
            ("I would like longer answers", "verbosity+"), ("that was too short", "verbosity+"), ("you can be more thorough", "verbosity+"),
            ("be less brief", "verbosity+"), ("your answers are not detailed enough", "verbosity+"), ("be more formal", "formality+"),
            ("can you be more formal", "formality+"), ("please speak a bit more politely", "formality+"),
            ("stop being so formal", "formality-"), ("you don't have to be so formal with me", "formality-"),
            ("talk to me like a friend", "formality-"), ("be more casual please", "formality-"), ("too formal", "formality-"),
            ("less formal", "formality-"), ("you can be more technical", "depth+"), ("give me the technical details", "depth+"),
            ("that is too technical", "depth-"), ("simpler please", "depth-"), ("explain like I'm five", "depth-"),
            ("in plain English please", "depth-"), ("can you dumb it down", "depth-"), ("without jargon", "depth-"),
            ("can you be a bit friendlier", "warmth+"), ("be warmer", "warmth+"), ("be nicer to me", "warmth+"),
            ("you are so cold", "warmth+"), ("skip the pleasantries", "warmth-"), ("be more matter of fact", "warmth-"),
            ("no jokes", "humour-"), ("stop joking", "humour-"), ("no more jokes please", "humour-"), ("be serious", "humour-"),
            ("be funnier", "humour+"), ("lighten up", "humour+"), ("you could be a bit more playful", "humour+"), ("slow down", "pace-"),
            ("can you speak slower please", "pace-"), ("you are talking too fast", "pace-"), ("not so fast", "pace-"),
            ("reduce your rate of speech", "pace-"), ("please talk a little more slowly", "pace-"), ("speak faster", "pace+"),
            ("speed up", "pace+"), ("increase the speed of your voice", "pace+"), ("can you talk quicker", "pace+"),
            ("stop offering me things", "initiative-"), ("just answer the question", "initiative-"), ("no more suggestions", "initiative-"),
            ("be more proactive", "initiative+"), ("make more suggestions", "initiative+"),
            ("be shorter and more formal", "verbosity- formality+"), ("slow down, and no jokes", "pace- humour-"),
            ("always answer briefly", "verbosity-!"), ("from now on be more formal", "formality+!"), ("never joke", "humour-!"),
            ("be brief this time", "verbosity-?"), ("talk normally again", "reset"), ("be yourself again", "reset"),
            ("just be yourself", "reset"), ("can you go back to normal", "reset"), ("please reset your personality", "reset"),
        ])
    func wish(text: String, expected: String) {
        #expect(drawn(MannerRequest.read(text)) == expected)
    }

    @Test(
        "what is about something else is no wish about manner",
        arguments: [
            "a short flight please", "a short flight to leeds", "what is the short version of william", "find me a longer route",
            "make it warmer", "make the bedroom warmer", "it is too warm in here", "it is too cold", "are you serious",
            "are you being serious",
            "is it formal", "what should i wear to a formal dinner", "what is a formal letter", "how long is the great wall",
            "how fast is a cheetah", "play something slower", "turn the fan down", "the internet is too slow", "my car is too slow",
            "that movie was too long", "i have a short meeting", "tell me a joke", "tell me a short story", "do you know any jokes",
            "a quick recipe for soup", "give me a simple recipe", "what is the fastest way home", "set a timer for a short time",
            "i am too tired", "she is so cold", "you are so funny", "i feel cold", "is there more detail in the report",
            "play a serious film", "remind me to slow cook the beef", "how do i speak faster in french", "read my longest email",
            "the answer is simple", "why is the sky blue", "i like long walks", "call the professional", "what is technical debt", "",
            "the the the", "please", "always", "from now on", "can you", "order a warm coat", "book a casual restaurant",
        ])
    func noWish(text: String) {
        #expect(MannerRequest.read(text) == nil, "\(drawn(MannerRequest.read(text)))")
    }

    @Test("any text at all is read without harm")
    func anything() {
        for text in [
            String(repeating: "shorter ", count: 5_000), "'''", "’’", "\u{0}\u{1F600} shorter", String(repeating: "a", count: 100_000),
        ] {
            _ = MannerRequest.read(text)
            _ = MannerQuestion.read(text)
            _ = EvidenceReader.read(PersonTurn(text)) { _ in 0.5 }
        }
        #expect(MannerRequest.read(String(repeating: "very ", count: 50) + "short") == nil)
    }

    @Test(
        "questions about manner name their trait",
        arguments: [
            ("why are you brief with me", "verbosity"), ("why are you so brief with me?", "verbosity"),
            ("why do you talk so slowly", "pace"),
            ("why are your answers so short", "verbosity"), ("how come you are so formal", "formality"),
            ("why are you so serious", "humour"), ("why do you speak so fast", "pace"), ("why do you talk to me like that", "all"),
            ("why are trains so slow", "none"), ("why is the sky blue", "none"), ("are you formal", "none"),
            ("why do you like short films", "none"),
        ])
    func question(text: String, expected: String) {
        let question = MannerQuestion.read(text)
        #expect((question.map { $0.trait?.rawValue ?? "all" } ?? "none") == expected)
    }

    @Test(
        "a wish is acknowledged in a sentence; what else was said is noticed",
        arguments: [
            ("shorter please", "All right, I will keep it shorter.", true),
            ("um, a bit slower, thanks", "All right, I will speak a little slower.", true),
            ("from now on be more formal", "All right, from now on I will be more formal.", true),
            ("be brief this time", "All right, this time I will keep it shorter.", true),
            ("be shorter and more formal", "All right, I will keep it shorter and be more formal.", true),
            ("talk normally again", "All right, I am myself again.", true),
            ("shorter please, and what time is it", "All right, I will keep it shorter.", false),
        ])
    func acknowledgement(text: String, expected: String, isWhole: Bool) throws {
        let request = try #require(MannerRequest.read(text))
        #expect(request.acknowledgement == expected)
        #expect(request.isWhole == isWhole)
    }

    @Test("always locks, a later wish opens the lock, normally again resets")
    func lasting() {
        var personality = Personality()
        personality.observe(PersonTurn("always answer briefly"), at: PersonalityTime(seconds: 0))
        #expect(personality[.verbosity].isLocked && personality[.verbosity].shown <= 0.25)
        personality.observe(PersonTurn("more detail please"), at: PersonalityTime(seconds: 60))
        #expect(!personality[.verbosity].isLocked && personality[.verbosity].shown > 0.25)
        personality.observe(PersonTurn("talk normally again"), at: PersonalityTime(seconds: 120))
        #expect(personality == Personality())
    }

    @Test("this time alone changes one reply and nothing that is kept")
    func once() throws {
        var personality = Personality()
        let request = try #require(MannerRequest.read("be brief this time"))
        personality.observe(PersonTurn("be brief this time"), at: PersonalityTime(seconds: 0))
        #expect(personality[.verbosity] == Personality()[.verbosity])
        #expect(personality.manner.adjusted(by: request).words < personality.manner.words / 2)
    }
}
