import Configuration
import TestSupport
import Testing

@Suite struct YAMLFileTests {
    /// The tree in a notation of one line.
    private func drawn(_ node: YAMLNode?) -> String {
        guard let node else { return "nothing" }
        switch node.content {
        case .scalar(let text, let isPlain): return isPlain ? text : "'\(text)'"
        case .sequence(let nodes): return "[" + nodes.map(drawn).joined(separator: " ") + "]"
        case .mapping(let entries): return "{" + entries.map { "\($0.key)=\(drawn($0.value))" }.joined(separator: " ") + "}"
        case .refused: return "refused"
        }
    }

    @Test(
        "what a settings file needs of YAML is read",
        arguments: [
            ("", "nothing"),
            ("# only a comment\n", "nothing"),
            ("---\n...\n", "nothing"),
            ("a: 1", "{a=1}"),
            ("a: 'one'\nb: \"t\\two\"\r\n", "{a='one' b='t\two'}"),
            ("a:\n  b:\n    - x\n    - y\n  c: [1, two]\n", "{a={b=[x y] c=[1 two]}}"),
            ("a: {b: c}", "{a={b=c}}"),
            ("a:\n  #b: 1\nc: 2", "{a= c=2}"),
            ("text: |\n  one\n  two\n", "{text='one\ntwo\n'}"),
            ("text: >-\n  one\n  two\n", "{text='one two'}"),
            ("größe: ja # Maß", "{größe=ja}"),
            ("\u{FEFF}a: 1", "{a=1}"),
        ])
    func structure(text: String, expected: String) {
        let file = YAMLFile(Array(text.utf8))
        #expect(file.faults.isEmpty)
        #expect(drawn(file.root) == expected)
    }

    @Test(
        "what is wrong is told with its place",
        arguments: [
            ("a: 1\nb: 2\na: 3\na: 4", ["3:1 \"a\" is given twice; first on line 1.", "4:1 \"a\" is given twice; first on line 1."]),
            (
                "a: &x 1\nb: *x",
                ["1:4 anchors (&name) are not used in settings.", "2:4 aliases (*name) are not used in settings: write the value again."]
            ),
            ("a: !!int 1", ["1:4 tags (!name) are not used in settings."]),
            ("a: 1\n---\nb: 2", ["2:1 a second document begins here; a settings file is one."]),
            ("? [a]\n: b", ["1:3 a setting's name must be a word."]),
            ("a:\n\tb: 1", ["2:1 YAML is indented with spaces; there is a tab here."]),
            ("ä: \u{1}", ["1:4 control characters are not allowed."]),
            ("a: b: c", ["1:5 this is not YAML: mapping values are not allowed in this context."]),
            ("a: [1", ["2:1 this is not YAML: did not find expected ',' or ']'."]),
        ])
    func faults(text: String, expected: [String]) {
        #expect(YAMLFile(Array(text.utf8)).faults.map { "\($0.place.line):\($0.place.column) \($0.message)" } == expected)
    }

    @Test("bytes that are no UTF-8 are told with their place, and so is another encoding")
    func encodings() {
        let faults = YAMLFile(Array("ä: 1\nb".utf8) + [0xFF]).faults
        #expect(faults.map(\.place) == [TextPlace(line: 2, column: 2)])
        #expect(faults.map(\.message) == ["the file is not UTF-8 text here."])
        #expect(YAMLFile([0xFF, 0xFE, 0x61, 0x00]).faults.map(\.message) == ["the file is not UTF-8 text here."])
    }

    @Test("size, depth and the number of faults are bounded")
    func bounds() {
        let long = [UInt8](repeating: UInt8(ascii: "#"), count: YAMLFile.maximumBytes)
        #expect(YAMLFile(long).faults.isEmpty)
        #expect(YAMLFile(long + [UInt8(ascii: "#")]).faults.map(\.message) == ["the file is longer than 1 MiB."])
        func nested(_ depth: Int) -> [UInt8] { Array((String(repeating: "[", count: depth) + String(repeating: "]", count: depth)).utf8) }
        #expect(YAMLFile(nested(YAMLFile.maximumDepth + 1)).faults.isEmpty)
        #expect(YAMLFile(nested(YAMLFile.maximumDepth + 2)).faults.map(\.message) == ["this is nested deeper than 16 levels."])
        #expect(YAMLFile([UInt8](repeating: UInt8(ascii: "["), count: YAMLFile.maximumBytes)).faults.count == 1)
        #expect(YAMLFile(Array(String(repeating: "a: 1\n", count: 1_000).utf8)).faults.count == YAMLFile.maximumFaults)
    }

    @Test("damaged files are refused or read, and never harm")
    func damage() {
        var random = Seeded(7)
        let whole = Array(AnnotatedFile.text.utf8)
        for _ in 0..<2_000 {
            var bytes = Array(whole[..<Int.random(in: 0...whole.count, using: &random)])
            for _ in 0..<Int.random(in: 0...8, using: &random) where !bytes.isEmpty {
                bytes[Int.random(in: bytes.indices, using: &random)] = UInt8.random(in: 0...127, using: &random)
            }
            let file = SettingsFile(bytes, name: "x")
            #expect(file.mistakes.allSatisfy { !$0.message.isEmpty && $0.place.map { $0.line >= 1 && $0.column >= 1 } == true })
        }
    }
}
