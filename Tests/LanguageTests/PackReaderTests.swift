import Configuration
import Language
import TestSupport
import Testing

@Suite struct PackReaderTests {
    private static let head = "name: test\nversion: 1\nintents:\n"
    private static let start = head + "  - name: a.b\n    title: do it\n"

    /// What each wrong file is told, with its place.
    static let mistakes: [(String, String)] = [
        ("", "1:1: the file is empty: a pack has name:, version: and intents:."),
        ("- a", "1:1: a pack must be \"key: value\" lines."),
        ("name: x\nversion: 1", "1:1: a pack needs intents: add it."),
        ("name: a b\nversion: 1\nintents: [{name: c, title: t, examples: [d], replies: [e]}]", "1:7: name must be letters"),
        ("name: a\nversion: 1\nlocale: de\nintents: [{name: c, title: t, examples: [d], replies: [e]}]", "3:9: locale must be en"),
        ("name: a\nversion: 1\nintents: 5", "3:10: intents must be a list"),
        ("name: a\nversion: 1\nintent: []", "3:1: a pack has no key \"intent\". Did you mean intents?"),
        (head + "  - title: x\n    examples: [a]\n    replies: [b]", "4:5: an intent needs name: add it."),
        (head + "  - name: a\n    examples: [b]\n    replies: [c]", "4:5: the intent a needs title: add it."),
        (start + "    replies: [x]", "4:5: the intent a.b needs examples or patterns"),
        (start + "    examples: [x]", "4:5: the intent a.b does nothing"),
        (start + "    exmples: [x]\n    replies: [y]", "6:5: an intent has no key \"exmples\". Did you mean examples?"),
        (start + "    examples: {a: b}\n    replies: [y]", "6:15: examples must be a text"),
        (start + "    examples: [\"say it to {who}\"]\n    replies: [y]", "6:16: {who} is not declared under slots:. Add it there"),
        (
            start + "    examples: [\"say {whom}\"]\n    slots: {who: name}\n    replies: [y]",
            "6:16: {whom} is not declared under slots:. Did you mean who?"
        ),
        (
            start + "    examples: [\"say {who:text}\"]\n    slots: {who: name}\n    replies: [y]",
            "6:16: {who:text} is declared as name under slots:"
        ),
        (
            start + "    examples: [\"say {who\"]\n    slots: {who: {type: name, ask: Who?}}\n    replies: [y]",
            "6:16: examples: a \"{\" is not closed"
        ),
        (start + "    examples: [\"say }\"]\n    replies: [y]", "6:16: examples: there is a \"}\" that nothing opens"),
        (start + "    examples: [\"...\"]\n    replies: [y]", "6:16: examples: there are no words in it."),
        (start + "    examples: [\"to {a b}\"]\n    replies: [y]", "6:16: examples: \"{a b}\" is no slot"),
        (start + "    examples: [\"to {a:nme}\"]\n    replies: [y]", "6:16: examples: \"nme\" is no type of slot. Did you mean name?"),
        (start + "    patterns: [\"(a|b\"]\n    replies: [y]", "6:16: patterns: a \"(\" is not closed: add a \")\"."),
        (start + "    patterns: [\"a) b\"]\n    replies: [y]", "6:16: patterns: there is a \")\" that nothing opens"),
        (start + "    patterns: [\"((((((((((a))))))))))\"]\n    replies: [y]", "6:16: patterns: it is nested deeper than 8 levels."),
        (start + "    examples: [a]\n    slots: {x: numbr}\n    replies: [y]", "7:16: type must be number"),
        (start + "    examples: [a]\n    slots: {x: {ask: Y?}}\n    replies: [y]", "7:13: the slot x needs type: add it."),
        (start + "    examples: [a]\n    slots: {x y: text}\n    replies: [y]", "7:13: a slot's name must be letters"),
        (start + "    examples: [a]\n    slots: {result: text}\n    replies: [y]", "7:13: \"result\" means something else in replies"),
        (
            start + "    examples: [a]\n    slots: {x: {type: text, required: true}}\n    replies: [y]",
            "7:13: the slot x is required: add ask:"
        ),
        (
            start + "    examples: [\"a {x}\"]\n    slots: {x: {type: text, required: true, ask: X?, default: y}}\n    replies: [y]",
            "7:13: the slot x is required and has a default"
        ),
        (start + "    examples: [a]\n    slots: {x: text}\n    replies: [y]", "7:13: nothing ever fills the slot x"),
        (start + "    examples: [a]\n    slots: {x: {type: text, akes: b}}\n    replies: [y]", "7:29: a slot has no key \"akes\""),
        (start + "    examples: [a]\n    slots: {x: choice}\n    replies: [y]", "7:13: the slot x is a choice: add choices:"),
        (
            start + "    examples: [a]\n    slots: {x: {type: number, choices: [a]}}\n    replies: [y]",
            "7:40: choices: belongs to type choice, not number."
        ),
        (
            start + "    examples: [\"a {x}\"]\n    slots: {x: {type: choice, choices: {a: [c], b: [c]}}}\n    replies: [y]",
            "7:53: \"c\" is said for a already."
        ),
        (
            start + "    examples: [\"a {x}\"]\n    slots: {x: {type: choice, choices: [\"?\"]}}\n    replies: [y]",
            "7:41: there are no words in \"?\"."
        ),
        (
            start + "    examples: [\"a {x}\"]\n    slots: {x: {type: text, required: perhaps}}\n    replies: [y]",
            "7:39: required must be true or false."
        ),
        (start + "    examples: [a]\n    replies: x", "7:14: replies must be a list of sentences."),
        (start + "    examples: [a]\n    replies: [\"{y}\"]", "7:15: replies: {y} is no slot of this intent."),
        (start + "    examples: [a]\n    replies: [\"{result.x}\"]", "7:15: replies: {result.x} is there only where a tool is called."),
        (start + "    examples: [a]\n    replies: [\"a {b\"]", "7:15: an entry of replies: a \"{\" is not closed"),
        (start + "    examples: [a]\n    replies: [\"a [b\"]", "7:15: an entry of replies: a \"[\" is not closed"),
        (start + "    examples: [a]\n    replies: [\"a ]b\"]", "7:15: an entry of replies: there is a \"]\" that nothing opens"),
        (start + "    examples: [a]\n    replies: [\"a [b [c]]\"]", "7:15: an entry of replies: brackets do not stand in brackets"),
        (start + "    examples: [a]\n    replies: [\"{.}\"]", "7:15: an entry of replies: \"{.}\" names nothing"),
        (start + "    examples: [a]\n    replies: [{say: x}]", "7:15: a reply with say needs if: add it."),
        (start + "    examples: [a]\n    replies: [{say: x, if: \"person > \"}]", "7:28: if: \"person > \" is no condition"),
        (start + "    examples: [a]\n    replies: [{say: x, if: \"not person > 3\"}]", "7:28: if: \"not person > 3\" is no condition"),
        (start + "    examples: [a]\n    tool: x\n    arguments: {a: {b}}", "8:20: a begins with \"{\", so it needs quotes: \"{b}\"."),
        (start + "    examples: [a]\n    tool: x\n    arguments: {a: \"{b}\"}", "8:20: a: {b} is no slot of this intent."),
        (start + "    examples: [a]\n    replies: [b]\n    arguments: {a: b}", "8:16: arguments are for a tool"),
        (start + "    examples: [a]\n    tool: x\n    confirm: sometimes", "8:14: confirm must be never, always or risk"),
        (start + "    examples: [a]\n    tool: x\n    rewrite: y", "8:14: an intent has tool: or rewrite:, not both."),
        (start + "    examples: [a]\n    replies: [b]\n    personal: maybe", "8:15: personal must be true or false."),
        (start + "    examples: [a]\n    replies: [b]\n    offer: {intent: a.b}", "8:12: offer needs ask: add it."),
        (start + "    examples: []\n    replies: [a]", "6:15: examples is an empty list"),
        (start + "    examples: [\"\"]\n    replies: [a]", "6:16: an entry of examples must not be an empty text."),
        (
            start + "    examples: [a]\n    replies: [b]\n  - name: a.b\n    title: t\n    examples: [c]\n    replies: [d]",
            "8:5: the intent \"a.b\" is there twice, first on line 4"
        ),
        ("name: &a x\nversion: 1\nintents: [{name: c, title: t, examples: [d], replies: [e]}]", "1:7: anchors"),
        ("name: [", "this is not YAML"),
    ]

    @Test("what is wrong is told with its place", arguments: mistakes)
    func wrong(text: String, expected: String) {
        let (_, mistakes) = PackReader.read(Array(text.utf8), file: "p.yaml")
        #expect(mistakes.contains { "\($0)".contains(expected) }, "\(mistakes)")
        #expect(mistakes.allSatisfy { $0.source == "p.yaml" && $0.place != nil })
    }

    @Test("what an intent refers to must be there, and names must not clash within a folder")
    func references() throws {
        let text =
            Self.start
            + "    examples: [a]\n    replies: [b]\n    follow_up: [a.c]\n    cancel_with: zz\n    offer: {intent: a.bb, ask: Do?}\n"
        let (pack, mistakes) = PackReader.read(Array(text.utf8), file: "p.yaml")
        #expect(mistakes.isEmpty)
        let one = try #require(pack)
        var two = one
        two.file = "q.yaml"
        #expect(
            IntentLibrary.combine([[one]]).mistakes.map(\.message) == [
                "follow_up of a.b names \"a.c\", and there is no such intent. Did you mean a.b?",
                "cancel_with of a.b names \"zz\", and there is no such intent.",
                "offer of a.b names \"a.bb\", and there is no such intent. Did you mean a.b?",
            ])
        #expect(
            IntentLibrary.combine([[one, two]]).mistakes.first?.description.hasPrefix("q.yaml:4:5: the intent \"a.b\" is in p.yaml too")
                == true)
        let layered = IntentLibrary.combine([[one], [two]])
        #expect(layered.library.sources["a.b"] == "q.yaml")
    }

    @Test("any bytes are read without harm")
    func anyBytes() {
        var random = Seeded(7)
        let good = Array(
            (Self.start + "    examples: [\"a {x}\"]\n    slots: {x: {type: choice, choices: [b, c]}}\n    replies: [\"{x} [d]\"]").utf8)
        for _ in 0..<400 {
            var bytes = good
            for _ in 0..<Int.random(in: 1...6, using: &random) {
                bytes[Int.random(in: bytes.indices, using: &random)] = UInt8.random(in: 0...255, using: &random)
            }
            let (pack, mistakes) = PackReader.read(bytes, file: "p")
            #expect(pack != nil || !mistakes.isEmpty)
        }
    }
}
