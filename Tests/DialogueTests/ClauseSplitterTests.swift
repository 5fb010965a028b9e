import Dialogue
import Testing

@Suite struct ClauseSplitterTests {
    static let texts: [(String, [String])] = [
        ("Hello! What can I do for you?", ["Hello!", "What can I do for you?"]),
        ("It is 2:05 PM.", ["It is 2:05 PM."]),
        ("Well, I think that, on the whole, this is a good idea.", ["Well, I think that,", "on the whole, this is a good idea."]),
        ("The value is 3.5, or about 1,000 at 14:05 today.", ["The value is 3.5,", "or about 1,000 at 14:05 today."]),
        ("I met Dr. Smith and Mrs. Jones today. They say hello.", ["I met Dr. Smith and Mrs. Jones today.", "They say hello."]),
        ("The books of J. R. R. Tolkien are long. Read them anyway.", ["The books of J. R. R. Tolkien are long.", "Read them anyway."]),
        ("Take fruit, e.g. Apples or pears. That is healthy.", ["Take fruit, e.g. Apples or pears.", "That is healthy."]),
        (
            "See https://example.com/a,b.html?x=1 for more. It is short.",
            ["See https://example.com/a,b.html?x=1 for more.", "It is short."]
        ),
        ("I wonder ... maybe not. We shall see.", ["I wonder ... maybe not.", "We shall see."]),
        ("I wonder . . . maybe not. We shall see.", ["I wonder . . . maybe not.", "We shall see."]),
        ("Wait... What is that over there? A bird.", ["Wait...", "What is that over there?", "A bird."]),
        ("We met at 5 p.m. on Monday. It rained.", ["We met at 5 p.m. on Monday.", "It rained."]),
        ("We met at 5 p.m. Then it rained.", ["We met at 5 p.m.", "Then it rained."]),
        ("1. Boil the water first. 2. Add the tea leaves.", ["1. Boil the water first.", "2. Add the tea leaves."]),
        ("The answer is 42. Nothing else fits here.", ["The answer is 42.", "Nothing else fits here."]),
        ("He said \"stop it now.\" She did not.", ["He said \"stop it now.\"", "She did not."]),
        ("One two three—and then four five six.", ["One two three—", "and then four five six."]),
        ("First line here\nsecond line is here", ["First line here", "second line is here"]),
        ("Yes. No. Maybe. Who can say for sure?", ["Yes.", "No. Maybe. Who can say for sure?"]),
        ("J.R.R. Tolkien wrote it. Read it now.", ["J.R.R. Tolkien wrote it.", "Read it now."]),
        ("The U.S. Army came there. It left again.", ["The U.S. Army came there.", "It left again."]),
        ("No. 5 is alive. It is well now.", ["No. 5 is alive.", "It is well now."]), ("No. That is wrong.", ["No.", "That is wrong."]),
        ("On Jan. 5 we met. It was cold.", ["On Jan. 5 we met.", "It was cold."]),
        ("Pi is 3.14159. It never ends, they say.", ["Pi is 3.14159.", "It never ends, they say."]),
        ("Take 2.5 ml. twice a day. Drink it slowly.", ["Take 2.5 ml. twice a day.", "Drink it slowly."]),
        ("He is 6 ft. 2 in. tall. Look at him.", ["He is 6 ft. 2 in. tall.", "Look at him."]),
        ("Meet me at 10:30 a.m. or at noon. Be there.", ["Meet me at 10:30 a.m. or at noon.", "Be there."]),
        ("Write to john.doe@example.com. He will answer.", ["Write to john.doe@example.com.", "He will answer."]),
        ("Go to www.example.com/a.b?c=d, it is there.", ["Go to www.example.com/a.b?c=d,", "it is there."]),
        ("Well… maybe it is so. Or it is not.", ["Well… maybe it is so.", "Or it is not."]),
        ("\"Why?\" he asked her then. She did not say.", ["\"Why?\" he asked her then.", "She did not say."]),
        ("Version 2.0. It is out now.", ["Version 2.0.", "It is out now."]),
        ("Ask Prof. Dr. Müller about it. She knows.", ["Ask Prof. Dr. Müller about it.", "She knows."]),
        ("  spaced   out  text  ", ["spaced out text"]), ("", []), (" \n ", []), ("...", ["..."]), ("!", ["!"]),
    ]

    @Test("text is cut where a speaker would pause", arguments: texts)
    func clauses(text: String, expected: [String]) { #expect(split([text]) == expected) }

    @Test("the first clause is known while the rest is still being written")
    func early() {
        var splitter = ClauseSplitter()
        #expect(splitter.push("If you like") == [])
        #expect(splitter.push(" tea,") == [])
        #expect(splitter.push(" the") == ["If you like tea,"])
        #expect(splitter.push(" kettle is, as you know, in") == [])
        #expect(splitter.finish() == ["the kettle is, as you know, in"])
        #expect(splitter.finish() == [])
        #expect(splitter.push("A new one. B") == ["A new one."])
    }

    @Test("text without punctuation is cut at word boundaries", arguments: [1, 19, 20, 21, 48, 200])
    func bounded(count: Int) {
        let clauses = split([(0..<count).map { "word\($0)" }.joined(separator: " ")])
        #expect(clauses.allSatisfy { $0.split(separator: " ").count <= 28 })
        #expect(clauses.joined(separator: " ").split(separator: " ").count == count)
        #expect((clauses.first?.split(separator: " ").count ?? 0) <= 20)
    }

    @Test(
        "no clause is unbounded",
        arguments: [String(repeating: "x", count: 5_000), String(repeating: "Dr. ", count: 900), String(repeating: ". ", count: 4_000)])
    func hostile(text: String) {
        let clauses = split([text])
        #expect(clauses.allSatisfy { $0.unicodeScalars.count <= 900 })
        #expect(bare(clauses.joined()) == bare(text))
    }

    @Test("how the text arrives does not matter, and nothing is lost", arguments: 0..<200)
    func pieces(seed: UInt64) {
        var random = Dice(state: seed)
        let parts = [
            "tea", "Dr.", "e.g.", "3.5", "14:05", "1,000", "...", "…", "—", "-", ",", ".", "!", "?", ";", "\n", "\r\n", "J.", "U.S.", "42.",
            "https://a.b/c?d=1,2.", "\"Yes.\"", "(so)",
            "word", "Word", "longer", "and", "e\u{301}", "\u{301}", "👩‍👩‍👧", "🇩🇪", "\u{2029}", "\t", "etc.", "it's", "well,", "end.",
        ]
        var text = ""
        for _ in 0..<(20 + random.next(120)) { text += parts[random.next(parts.count)] + (random.next(6) == 0 ? "" : " ") }
        let whole = split([text])
        #expect(bare(whole.joined()) == bare(text))
        let scalars = Array(text.unicodeScalars)
        for longest in [1, 3, 17] {
            var pieces: [String] = []
            var at = 0
            while at < scalars.count {
                let end = min(scalars.count, at + 1 + random.next(longest))
                var piece = String.UnicodeScalarView()
                piece.append(contentsOf: scalars[at..<end])
                pieces.append(String(piece))
                at = end
            }
            #expect(split(pieces) == whole)
        }
        #expect(whole.allSatisfy { !$0.isEmpty && $0.unicodeScalars.count <= 900 })
    }
}

private struct Dice {
    var state: UInt64

    mutating func next(_ bound: Int) -> Int {
        state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
        return Int(state >> 33) % bound
    }
}

private func split(_ pieces: [String]) -> [String] {
    var splitter = ClauseSplitter()
    return pieces.flatMap { splitter.push($0) } + splitter.finish()
}

/// Scalars without whitespace: what must not be lost.
private func bare(_ text: String) -> [Unicode.Scalar] { text.unicodeScalars.filter { !$0.properties.isWhitespace } }
