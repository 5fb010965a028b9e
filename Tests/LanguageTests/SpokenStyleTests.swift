import Language
import TestSupport
import Testing

@Suite struct SpokenStyleTests {
    static let cases: [(written: String, spoken: String)] = [
        ("Plain words, as they are.", "Plain words, as they are."),
        ("This is **bold**, *slanted*, __strong__ and ~~gone~~.", "This is bold, slanted, strong and gone."),
        ("# Title\nText", "Title. Text"),
        ("Do:\n- one\n- two\n* three", "Do: one. two. three."),
        ("a line\nwrapped", "a line wrapped"),
        ("one\n\ntwo", "one. two"),
        ("See [the page](https://example.org/x?y=z) now.", "See the page now."),
        ("Go to https://www.example.org/a/b?c.", "Go to example dot org."),
        ("Use `ls -l` here.", "Use ls -l here."),
        ("Run:\n```sh\nrm -rf x\n```\nDone.", "Run: There is some code on the screen. Done."),
        ("| a | b |\n|---|---|\n| 1 | 2 |\n", "a, b. 1, 2."),
        ("Known [1][2, 3].", "Known."),
        ("Good 👍🏽 work 🇩🇪!", "Good work!"),
        ("It costs $5 or 3 * 4 euros.", "It costs $5 or 3 times 4 euros."),
        ("It is *really* good.", "It is really good."),
        ("*Yes* it is 3*4, *not* 3 * 5.", "Yes it is 3 times 4, not 3 times 5."),
        ("a*b and [3*4](x) *", "ab and 3 times 4"),
        ("So $x^2 + 1$ and \\(\\frac{1}{2}\\).", "So x squared plus 1 and 1 over 2."),
        ("> quoted\n---\nafter", "quoted. after"),
        ("a <b>c</b> 1 < 2", "a c 1 less than 2"),
        ("snake_case", "snakecase"),
        ("![cat](c.png) ok", "cat ok"),
        ("five → six, ≈ 3 €", "five to six, about 3 €"),
        ("", ""),
    ]

    static func speak(_ text: String, cut sizes: () -> Int) -> String {
        var style = SpokenStyle()
        var output = ""
        let scalars = Array(text.unicodeScalars)
        var start = 0
        while start < scalars.count {
            let end = min(scalars.count, start + sizes())
            var piece = String.UnicodeScalarView()
            piece.append(contentsOf: scalars[start..<end])
            output += style.take(String(piece))
            start = end
        }
        return output + style.finish()
    }

    @Test("what is written becomes what is said", arguments: cases)
    func said(written: String, spoken: String) { #expect(Self.speak(written) { .max >> 1 } == spoken) }

    @Test("the words do not depend on how the text is cut")
    func cuts() {
        var random = Seeded(6)
        let marks = [
            "*", "**", "_", "`", "```", "\n", "\n\n", "# ", "- ", "|", "[", "]", "(", ")", "https://a.b/c", " ", "word", "1", "$", "\\(",
            "\\)", "<", ">", "!", "👍", "~", "^2", "---", "{", "}", "é",
        ]
        var texts = Self.cases.map(\.written)
        for _ in 0..<400 {
            texts.append((0..<Int.random(in: 1...30, using: &random)).map { _ in marks.randomElement(using: &random) ?? "" }.joined())
        }
        for text in texts {
            let whole = Self.speak(text) { .max >> 1 }
            #expect(Self.speak(text) { 1 } == whole, "\(text.debugDescription)")
            #expect(Self.speak(text) { Int.random(in: 1...5, using: &random) } == whole, "\(text.debugDescription)")
        }
    }

    @Test("words leave at once; only what may be a construct is held")
    func latency() {
        var style = SpokenStyle()
        func take(_ text: String) -> String { style.take(text) }
        #expect(take("Hello there ") == "Hello there")
        #expect(take("**my") == "")
        #expect(take(" ") == " my")
    }
}
