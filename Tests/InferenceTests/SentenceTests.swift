import Glibc
import Inference
import TestSupport
import Testing
import Wire

private let models = TestData.deps + "/models/minilm"
private let library = TestData.deps + "/lib/libonnxruntime.so"

/// Whether `make models` has been run here.
private let hasModel = unsafe access(models + "/model.onnx", R_OK) == 0 && access(library, R_OK) == 0

private struct Absent: Error {}

/// The objects of a golden file, one a line.
private func golden(_ name: String) throws -> [JSONValue] {
    let path = TestData.packageFolder + "/Tests/InferenceTests/Golden/" + name
    guard let bytes = TextFile.bytes(path) else { throw Absent() }
    return try bytes.split(separator: UInt8(ascii: "\n")).map { try JSONValue.parse(Array($0)) }
}

private func product(_ a: [Float], _ b: [Float]) -> Float { zip(a, b).reduce(0) { $0 + $1.0 * $1.1 } }

@Suite struct WordPieceTests {
    /// `[PAD]` is 0, and so on.
    private static let vocabulary = Array("[PAD]\n[UNK]\n[CLS]\n[SEP]\nun\n##like\n##ly\n##l\nlike\n!\n".utf8)

    @Test(
        "the longest pieces are taken first, and a word without them is unknown",
        arguments: [
            ("unlikely", [2, 4, 5, 6, 3]), ("like unlike!", [2, 8, 4, 5, 9, 3]), ("unlikes like", [2, 1, 8, 3]), ("", [2, 3]),
            ("UN\u{301}LIKE", [2, 4, 5, 3]),
        ] as [(String, [Int64])])
    func pieces(text: String, expected: [Int64]) throws {
        #expect(try WordPieceTokenizer(vocabulary: Self.vocabulary, path: "test").tokens(of: text) == expected)
    }

    @Test("a text is cut at the limit, with its end in place", arguments: 2...7)
    func cut(limit: Int) throws {
        let tokens = try WordPieceTokenizer(vocabulary: Self.vocabulary, path: "test").tokens(of: "unlikely unlikely", limit: limit)
        #expect(tokens == [2] + [4, 5, 6, 4, 5, 6].prefix(limit - 2) + [3])
    }

    @Test("a vocabulary without the special pieces is refused")
    func incomplete() {
        #expect(throws: InferenceError.self) { try WordPieceTokenizer(vocabulary: Array("a\nb\n".utf8), path: "test") }
    }

    @Test("hard texts give what the model makers' tokenizer gives", .enabled(if: hasModel, "no models: run make models"))
    func reference() throws {
        let tokenizer = try WordPieceTokenizer(vocabularyPath: models + "/vocab.txt")
        let cases = try golden("tokens.jsonl")
        #expect(cases.count > 50)
        for one in cases {
            let text = try #require(one["text"]?.string)
            let expected = try #require(one["tokens"]?.array).map { try Int64(#require($0.number)) }
            #expect(tokenizer.tokens(of: text) == expected, "\(text.prefix(60).debugDescription)")
        }
    }
}

@Suite(.enabled(if: hasModel, "no models: run make models")) struct MiniLMTests {
    private func load(threads: Int = 1) throws -> MiniLM {
        try MiniLM(runtime: try InferenceRuntime(libraryPath: library), modelFolder: models, threads: threads)
    }

    // A rounding that falls the other way moves all that follow: only the shortest text's are alike to the last.
    @Test("vectors are those of a plain forward pass: more so with the same roundings")
    func reference() async throws {
        let model = try load()
        for one in try golden("vectors.jsonl") {
            let text = try #require(one["text"]?.string)
            let vector = try #require(try await model.embed([text]).first)
            for (kind, least) in [("quantised", Float(text.isEmpty ? 0.9999 : 0.996)), ("exact", 0.975)] {
                let expected = try #require(one[kind]?.array).map { try Float(#require($0.number)) }
                #expect(product(vector, expected) > least, "\(kind): \(text)")
            }
        }
    }

    @Test("every text has a vector of unit length, and likeness follows meaning")
    func meaning() async throws {
        let texts = [
            "set a timer for ten minutes", "start a ten minute countdown", "who wrote this novel", "",
            String(repeating: "la ", count: 9_000),
        ]
        let vectors = try await load().embed(texts)
        #expect(vectors.count == texts.count && vectors.allSatisfy { $0.count == 384 && abs(product($0, $0) - 1) < 1e-4 })
        #expect(product(vectors[0], vectors[1]) > product(vectors[0], vectors[2]) + 0.3)
    }

    @Test("a text's vector does not depend on what it is asked with, nor on whether it was asked before", arguments: [1, 2])
    func independent(threads: Int) async throws {
        let model = try load(threads: threads)
        let texts = (0..<100).map { "this is sentence \($0)" + String(repeating: " and more", count: $0 % 7) }
        let together = try await model.embed(texts)
        let other = try load()
        for place in [0, 17, 50, 99] {
            #expect(try await other.embed([texts[place]]) == [together[place]])
            #expect(try await model.embed([texts[place]]) == [together[place]])
        }
        #expect(try await model.embed([]) == [])
    }

    @Test("a folder without the model says what to run")
    func missing() throws {
        let runtime = try InferenceRuntime(libraryPath: library)
        let error = #expect(throws: InferenceError.self) { try MiniLM(runtime: runtime, modelFolder: "/nowhere") }
        #expect(error?.description.contains("make models") == true)
    }
}
