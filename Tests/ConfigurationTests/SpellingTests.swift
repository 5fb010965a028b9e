import Configuration
import Testing

@Suite struct SpellingTests {
    @Test(
        "the nearest known word is found, and none where none is near",
        arguments: [
            ("prot", "port"), ("hostt", "host"), ("port", "port"), ("ports", "port"), ("k0", nil), ("x", nil), ("", nil),
            ("something else", nil), (String(repeating: "p", count: 65), nil),
        ] as [(String, String?)])
    func nearest(word: String, expected: String?) {
        #expect(Spelling.nearest(to: word, among: ["host", "port", "key"]) == expected)
    }
}
