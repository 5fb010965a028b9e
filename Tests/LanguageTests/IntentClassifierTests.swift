import Glibc
import Inference
import Language
import TestSupport
import Testing

private let models = TestData.deps + "/models/minilm"
private let library = TestData.deps + "/lib/libonnxruntime.so"
private let hasModel = unsafe access(models + "/model.onnx", R_OK) == 0 && access(library, R_OK) == 0

/// A vector that has a text's words in it and nothing else, so that learning can be tested without a model.
private struct WordVectors: SentenceEmbedder {
    let dimensions = 64

    func embed(_ texts: [String]) async throws(InferenceError) -> [[Float]] {
        texts.map { text in
            var vector = [Float](repeating: 0, count: dimensions)
            for word in text.lowercased().split(separator: " ") {
                let sum = word.utf8.reduce(0) { ($0 &* 31 &+ Int($1)) & 0xFFFF }
                vector[sum % dimensions] += 1
            }
            let length = vector.reduce(0) { $0 + $1 * $1 }.squareRoot()
            return length > 0 ? vector.map { $0 / length } : vector
        }
    }
}

/// Fails whenever it is asked.
private struct NoVectors: SentenceEmbedder {
    let dimensions = 64

    func embed(_ texts: [String]) async throws(InferenceError) -> [[Float]] { throw .busy }
}

private let sayings: [(intent: String, texts: [String])] = [
    (
        "lights_on",
        ["turn on the light", "switch the lamp on", "light up the room please", "lights on", "make it bright in here", "turn the lamps on"]
    ),
    ("lights_off", ["turn off the light", "switch the lamp off", "make it dark", "lights off", "kill the lights", "turn the lamps off"]),
    (
        "weather",
        [
            "what is the weather", "will it rain today", "how hot is it outside", "is it going to snow", "weather forecast please",
            "do i need an umbrella",
        ]
    ),
    (
        "music",
        ["play some music", "put on a song", "i want to hear jazz", "start my playlist", "play something by the beatles", "music please"]
    ),
    (
        "timer",
        [
            "set a timer for five minutes", "start a countdown", "wake me in ten minutes", "timer for an hour", "count down from sixty",
            "remind me in two minutes",
        ]
    ),
    (
        "shopping",
        [
            "put milk on the list", "add eggs to my shopping list", "we need bread", "write down butter for shopping",
            "i have to buy sugar", "add apples to the list",
        ]
    ),
    ("call", ["call my mother", "phone the doctor", "ring up peter", "dial the office", "make a call to anna", "get john on the phone"]),
    (
        "news",
        [
            "read me the news", "what happened today in the world", "any headlines", "give me the latest news", "news update",
            "tell me what is new in politics",
        ]
    ),
]

private let examples = sayings.flatMap { intent, texts in texts.map { IntentExample(text: $0, intent: intent) } }

@Suite struct IntentLearningTests {
    @Test("what was learnt is known, and guesses are sorted and make one with what is left")
    func known() async throws {
        let classifier = try await IntentClassifier(examples: examples, embedder: WordVectors())
        #expect(classifier.intents == sayings.map(\.intent).sorted())
        for example in examples {
            let reading = try await classifier.guess(example.text)
            #expect(reading.guesses.first?.intent == example.intent && !reading.isOutOfScope, "\(example.text)")
            #expect(reading.guesses.count == sayings.count)
            #expect(zip(reading.guesses, reading.guesses.dropFirst()).allSatisfy { $0.probability >= $1.probability })
            let sum = reading.guesses.reduce(0) { $0 + $1.probability }
            #expect(sum > 0.3 && sum < 1.0001 && (0...1).contains(reading.outOfScope))
        }
    }

    @Test("the same examples teach the same, to the last bit")
    func repeatable() async throws {
        let first = try await IntentClassifier(examples: examples, embedder: WordVectors())
        let second = try await IntentClassifier(examples: examples, embedder: WordVectors())
        for text in ["turn it on", "", "something else entirely", "play the news"] {
            #expect(try await first.guess(text) == (try await second.guess(text)))
        }
    }

    @Test(
        "few or odd examples harm nothing",
        arguments: [
            [], [IntentExample(text: "yes", intent: "yes")], [IntentExample(text: "", intent: "a"), IntentExample(text: "b", intent: "b")],
            [IntentExample(text: "what", intent: IntentExample.outOfScope)],
            [
                IntentExample(text: "yes", intent: "yes"), IntentExample(text: "yes", intent: "no"),
                IntentExample(text: "yes", intent: "yes"),
            ],
        ])
    func odd(few: [IntentExample]) async throws {
        let classifier = try await IntentClassifier(examples: few, embedder: WordVectors())
        let reading = try await classifier.guess("yes")
        #expect(Set(reading.guesses.map(\.intent)) == Set(few.map(\.intent)).subtracting([IntentExample.outOfScope]))
        #expect(reading.guesses.allSatisfy { (0...1).contains($0.probability) } && (0...1).contains(reading.outOfScope))
        #expect(!reading.guesses.isEmpty || reading.isOutOfScope)
    }

    @Test("an embedder that fails is told of")
    func failing() async {
        await #expect(throws: InferenceError.busy) { try await IntentClassifier(examples: examples, embedder: NoVectors()) }
    }

    @Test("what was learnt is restored for the same examples, learnt anew for others and from a damaged file")
    func kept() async throws {
        let folder = TemporaryFolder("intents")
        func load(_ some: [IntentExample] = examples) async throws -> IntentClassifier {
            try await IntentClassifier(examples: some, embedder: WordVectors(), keptIn: folder.path)
        }
        let first = try await load()
        let second = try await load()
        #expect(!first.wasRestored && second.wasRestored && first.intents == second.intents)
        for text in ["turn it on", "play jazz", ""] { #expect(try await first.guess(text) == (try await second.guess(text))) }
        #expect(try await !load(Array(examples.dropLast())).wasRestored)
        for name in folder.names { unsafe truncate(folder.file(name), 1_000) }
        #expect(try await !load().wasRestored)
        #expect(try await load().wasRestored)
    }

    @Test("of what was learnt from ever other examples only the newest stays")
    func pruned() async throws {
        let folder = TemporaryFolder("intents")
        let few = Array(examples.prefix(12))
        try folder.write("", to: "other.model")
        for left in 0..<7 {
            _ = try await IntentClassifier(examples: Array(few.dropLast(left)), embedder: WordVectors(), keptIn: folder.path)
        }
        let names = folder.names
        #expect(names.count == 5 && names.contains("other.model"))
        let last = try await IntentClassifier(examples: Array(few.dropLast(6)), embedder: WordVectors(), keptIn: folder.path)
        #expect(last.wasRestored)
    }

    @Test("a folder that cannot be written harms nothing")
    func unwritable() async throws {
        let classifier = try await IntentClassifier(examples: examples, embedder: WordVectors(), keptIn: "/proc/nowhere")
        #expect(try await classifier.guess("lights on").guesses.first?.intent == "lights_on")
    }
}

@Suite(.enabled(if: hasModel, "no models: run make models")) struct IntentMeaningTests {
    private func embedder() throws -> MiniLM {
        try MiniLM(runtime: try InferenceRuntime(libraryPath: library), modelFolder: models, threads: 2)
    }

    @Test("six examples each are enough for other words, and for what is meant by none")
    func few() async throws {
        let classifier = try await IntentClassifier(examples: examples, embedder: try embedder())
        for (text, intent) in [
            ("could you switch on the kitchen light", "lights_on"), ("it is too bright, lights out", "lights_off"),
            ("is it sunny tomorrow", "weather"), ("play my favourite album", "music"), ("set a twenty minute timer", "timer"),
            ("add cheese to the shopping list", "shopping"), ("give my sister a call", "call"), ("what are today's headlines", "news"),
        ] {
            let reading = try await classifier.guess(text)
            #expect(
                reading.guesses.first?.intent == intent && !reading.isOutOfScope,
                "\(text): \(reading.guesses.prefix(2)) \(reading.outOfScope)")
        }
        var noticed = 0
        for text in [
            "why is mathematics so hard", "my cat is called felix", "how tall was napoleon", "the carpet needs cleaning",
            "translate good night into french", "what do you think of modern art",
        ] {
            noticed += try await classifier.guess(text).isOutOfScope ? 1 : 0
        }
        #expect(noticed >= 5)
    }

    @Test(
        "of the lent utterances, 93 % in scope are understood while 65 % out of scope are noticed",
        .enabled(if: TestData.folder != nil, Comment(rawValue: TestData.absent)), arguments: [true, false])
    func lent(withOutOfScope: Bool) async throws {
        let folder = try #require(TestData.folder) + "/intents/clinc150/open/"
        let train = try #require(lines(folder + "train.tsv")).filter { withOutOfScope || $0.intent != IntentExample.outOfScope }
        let test = try #require(lines(folder + "val.tsv"))
        let classifier = try await IntentClassifier(examples: train, embedder: try embedder())
        var (inScope, right, outOfScope, noticed) = (0, 0, 0, 0)
        for example in test {
            let reading = try await classifier.guess(example.text)
            if example.intent == IntentExample.outOfScope {
                outOfScope += 1
                noticed += reading.isOutOfScope ? 1 : 0
            } else {
                inScope += 1
                right += !reading.isOutOfScope && reading.guesses.first?.intent == example.intent ? 1 : 0
            }
        }
        print("accuracy \(Double(right) / Double(inScope)), recall \(Double(noticed) / Double(outOfScope))")
        #expect(right * 100 >= inScope * 93)
        #expect(noticed * 100 >= outOfScope * 65)
    }

    private func lines(_ path: String) -> [IntentExample]? {
        TextFile.lines(path)?.compactMap { line in
            let parts = line.split(separator: "\t", maxSplits: 1)
            return parts.count == 2 ? IntentExample(text: String(parts[1]), intent: String(parts[0])) : nil
        }
    }
}
