import Configuration
import Language
import TestSupport
import Testing

/// Coda's own packs.
func builtInLibrary() -> (library: IntentLibrary, mistakes: [Mistake]) {
    LayeredFolders([TestData.packageFolder + "/share/intents"]).intents()
}

@Suite struct DialogueFileTests {
    static let files = ["clock", "coaching", "lists", "others", "reminders", "units"]

    @Test("Coda's own packs have no mistake")
    func builtIn() {
        let (library, mistakes) = builtInLibrary()
        #expect(mistakes.isEmpty)
        #expect(library.intents.count >= 40)
    }

    @Test("written dialogues are understood", arguments: files)
    func dialogues(name: String) async throws {
        let path = TestData.packageFolder + "/Tests/LanguageTests/Dialogues/\(name).yaml"
        let (tests, mistakes) = IntentTestFile.read(try SettingsLoader.read(path), file: "\(name).yaml")
        #expect(mistakes.isEmpty)
        let engine = UnderstandingEngine(library: builtInLibrary().library)
        let (failures, turns) = await IntentTestRun.run(tests, engine)
        #expect(turns > 5)
        for failure in failures {
            Issue.record(
                "\(failure.file):\(failure.place.line) \"\(failure.said)\" \(failure.what): \(failure.expected), not \(failure.actual)")
        }
    }

    @Test("each example of a pack means its own intent")
    func examples() async {
        let engine = UnderstandingEngine(library: builtInLibrary().library)
        for example in engine.library.examples {
            let understood = await engine.understand(UnderstandingRequest(text: example.text, now: saturdayAfternoon))
            // Two of one meaning may share a wording, and what a fixed skill answers it answers.
            let isSkill = understood.intent?.hasPrefix("skill.") == true
            #expect(understood.intent == example.intent || isSkill, "\(example.text)")
        }
    }
}

@Suite struct DocumentedPackTests {
    /// The fenced blocks of docs/intents.md: a pack, then its tests.
    private static let blocks: [String] = {
        var blocks: [String] = []
        var block: [String]?
        for line in (TextFile.bytes(TestData.packageFolder + "/docs/intents.md").map { String(decoding: $0, as: UTF8.self) } ?? "")
            .split(separator: "\n", omittingEmptySubsequences: false)
        {
            if line == "```yaml" {
                block = []
            } else if line == "```" {
                block.map { blocks.append($0.joined(separator: "\n")) }
                block = nil
            } else {
                block?.append(String(line))
            }
        }
        return blocks
    }()

    @Test("the pack in the documentation is good, and its tests hold")
    func example() async throws {
        try #require(Self.blocks.count == 2)
        let (pack, mistakes) = PackReader.read(Array(Self.blocks[0].utf8), file: "plants.yaml")
        #expect(mistakes.isEmpty, "\(mistakes)")
        let (tests, wrong) = IntentTestFile.read(Array(Self.blocks[1].utf8), file: "tests.yaml")
        #expect(wrong.isEmpty, "\(wrong)")
        let engine = UnderstandingEngine(library: IntentLibrary.combine([[try #require(pack)]]).library)
        let (failures, turns) = await IntentTestRun.run(tests, engine)
        #expect(failures.isEmpty, "\(failures)")
        #expect(turns == 5)
    }
}
