import Configuration
import Personality
import TestSupport
import Testing

@Suite struct CharacterFileTests {
    private func read(_ text: String) -> (persona: Persona?, mistakes: [Mistake]) {
        CharacterFile.read(Array(text.utf8), file: "a.yaml")
    }

    @Test("a whole character is read")
    func whole() throws {
        let (persona, mistakes) = read(
            """
            name: tea-master
            title: Earl
            summary: calm
            voice: rms
            manner:
              warmth: {value: 0.8, strength: 6}
              pace: 0.2
            boundaries:
              - Do not speak of coffee.
            coaching: Ask first.
            greeting: Good day.
            self_description: I am Earl.
            """)
        #expect(mistakes.isEmpty)
        let read = try #require(persona)
        #expect(read.name == "tea-master" && read.title == "Earl" && read.voice == "rms" && read.greeting == "Good day.")
        #expect(read.prior(.warmth) == TraitPrior(mean: 0.8, strength: 6) && read.prior(.pace).mean == 0.2)
        #expect(read.prior(.humour) == TraitPrior())
        #expect(read.prompt == "You are Earl. You describe yourself so: I am Earl. Do not speak of coffee. Ask first.")
    }

    @Test(
        "every mistake is told with its line and column",
        arguments: [
            ("", "1:1: the file is empty: a character has name:, summary: and manner:."),
            ("- a", "1:1: a character must be \"key: value\" lines."),
            ("summary: x", "1:1: a character needs name: add it."),
            ("name: x", "1:1: a character needs summary: one line that says what it is like."),
            ("name: X y\nsummary: x", "1:7: name must be small letters, digits and \"-\", at most 40, not \"X y\"."),
            ("name: x\nsummary: x\nvoise: slt", "3:1: a character has no key \"voise\". Did you mean voice?"),
            ("name: x\nsummary: x\nmanner: 3", "3:9: manner must be \"key: value\" lines."),
            ("name: x\nsummary: x\nmanner:\n  humor: 0.5", "4:3: manner has no key \"humor\". Did you mean humour?"),
            ("name: x\nsummary: x\nmanner:\n  pace: 1.5", "4:9: pace must be a number from 0 to 1."),
            ("name: x\nsummary: x\nmanner:\n  pace: fast", "4:9: pace must be a number from 0 to 1."),
            ("name: x\nsummary: x\nmanner:\n  pace: {strength: 4}", "4:9: pace needs value: a number from 0 to 1."),
            ("name: x\nsummary: x\nmanner:\n  pace: {value: 0.4, strength: 99}", "4:32: strength must be a number from 2 to 60."),
            ("name: x\nsummary: x\nboundaries: none", "3:13: boundaries must be a list of sentences."),
            ("name: x\nsummary: x\nboundaries: [\"\"]", "3:14: an entry of boundaries is empty: give it a text, or remove it."),
            ("name: x\nsummary: x\ngreeting:\n  a: b", "4:3: greeting must be a text. One that has \": \" in it needs quotes."),
            ("name: x\nsummary: x\nname: y", "3:1: \"name\" is given twice; first on line 1."),
            ("name: x\n\tsummary: x", "2:1: YAML is indented with spaces; there is a tab here."),
        ])
    func mistakes(text: String, expected: String) {
        let mistakes = read(text).mistakes.map { "\($0)" }
        #expect(mistakes.contains("a.yaml:" + expected), "\(mistakes)")
    }

    @Test("several mistakes are told at once, in the file's order")
    func several() {
        let found = read("name: X\nmanner:\n  pace: 7\n  wit: 1\nvoise: a").mistakes.compactMap { $0.place?.line }
        #expect(found == found.sorted() && found.count == 5)
    }

    @Test("every character that comes with Coda is right, and there are at least four")
    func shipped() throws {
        let folders = LayeredFolders([TestData.packageFolder + "/share/characters"])
        let (personas, mistakes) = folders.characters()
        #expect(mistakes.isEmpty, "\(mistakes)")
        #expect(personas.count == folders.files.joined().count && personas.count >= 4)
        for (name, found) in personas {
            #expect(found.file.hasSuffix("/\(name).yaml"), "\(name)")
            #expect(!found.persona.summary.isEmpty && !found.persona.boundaries.isEmpty && found.persona.selfDescription != nil, "\(name)")
        }
        #expect(personas[Persona.usualName] != nil)
    }

    @Test("the person's own folder lies over Coda's, which is beside the models or under share")
    func layers() {
        let share = TestData.packageFolder + "/share"
        #expect(LayeredFolders(.characters, home: share, user: "/own").paths == [share + "/characters", "/own"])
        let beside = TestData.packageFolder + "/Sources"
        #expect(LayeredFolders(.intents, home: beside, user: nil).paths == [beside + "/../share/intents"])
        #expect(LayeredFolders.standardUserFolder(.characters, ["HOME": "/home/a"]) == "/home/a/.config/coda/characters")
        let other = ["HOME": "/home/a", "XDG_CONFIG_HOME": "/c"]
        #expect(LayeredFolders.standardUserFolder(.intents, other) == "/c/coda/intents")
        #expect(LayeredFolders.standardUserFolder(.intents, [:]) == nil)
    }

    @Test("a character of a later folder takes the place of one of the same name; a folder that is not there has none")
    func folders() {
        let folder = TestData.packageFolder + "/share/characters"
        let both = LayeredFolders(["/nowhere", folder])
        #expect(both.characters().personas.count == LayeredFolders([folder]).characters().personas.count)
        #expect(both.files.map(\.isEmpty) == [true, false])
        #expect(both.fingerprint.count == both.files.joined().count)
    }
}
