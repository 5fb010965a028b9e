/// Tells Coda's own words, come back through the microphone, from a person's.
///
/// Letters are compared, not words: what a recogniser mishears it mishears alike, "four clubs" as "for club".
package enum SelfVoice {
    /// Letters from which a likeness means anything.
    static let fewestLetters = 5
    /// Letters of either side that are looked at.
    private static let capacity = 200

    /// How much of `heard` can be found in one stretch of `said`, 0...1; around 0.4 for words that have nothing to do with each other.
    package static func likeness(of heard: String, to said: String) -> Float {
        let heard = letters(heard).prefix(capacity)
        let said = letters(said).suffix(capacity)
        guard heard.count >= fewestLetters, !said.isEmpty else { return 0 }
        return max(0, 1 - Float(distance(Array(heard), Array(said))) / Float(heard.count))
    }

    /// The fewest changes that turn `heard` into some stretch of `said`.
    private static func distance(_ heard: [UInt8], _ said: [UInt8]) -> Int {
        // A stretch may begin anywhere: nothing is paid for what is before it.
        var row = [Int](repeating: 0, count: said.count + 1)
        for (index, letter) in heard.enumerated() {
            var diagonal = row[0]
            row[0] = index + 1
            for column in said.indices {
                let replaced = diagonal + (said[column] == letter ? 0 : 1)
                diagonal = row[column + 1]
                row[column + 1] = min(replaced, row[column + 1] + 1, row[column] + 1)
            }
        }
        return row.min() ?? heard.count
    }

    /// Lower-case letters alone; digits as their names, as they are spoken.
    private static func letters(_ text: String) -> [UInt8] {
        text.utf8.flatMap { byte -> [UInt8] in
            switch byte {
            case UInt8(ascii: "a")...UInt8(ascii: "z"): [byte]
            case UInt8(ascii: "A")...UInt8(ascii: "Z"): [byte + 32]
            case UInt8(ascii: "0")...UInt8(ascii: "9"): Array(digits[Int(byte - UInt8(ascii: "0"))].utf8)
            default: []
            }
        }
    }

    private static let digits = ["zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine"]
}
