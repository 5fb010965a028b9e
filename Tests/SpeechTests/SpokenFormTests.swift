import Speech
import Testing

@Suite struct SpokenFormTests {
    static let plain = [
        "hello there", "Hello, how are you?", "I don't know; maybe.", "mother-in-law", "the dogs' house", "It is five o'clock.",
        "Wait! Really? Yes.", "A cat and I",
        "two oh five P M", "U S B", "The sun. The moon.", "No. Not now.", "It may rain.", "in the street", "",
    ]

    @Test("plain words stay as they are", arguments: plain)
    func unchanged(text: String) { #expect(SpokenForm.speak(text) == text) }

    static let numbers: [(String, String)] = [
        ("0", "zero"), ("5", "five"), ("42", "forty two"), ("105", "one hundred five"), ("1,234", "one thousand two hundred thirty four"),
        ("1000000", "one million"),
        ("2,000,000,000", "two billion"), ("3.14", "three point one four"), ("0.05", "zero point zero five"), (".5", "zero point five"),
        ("-5", "minus five"), ("−5.5", "minus five point five"),
        ("007", "zero zero seven"), ("1st", "first"), ("22nd", "twenty second"), ("43rd", "forty third"), ("20th", "twentieth"),
        ("112th", "one hundred twelfth"), ("9th", "ninth"),
        ("1/2", "one half"), ("3/4", "three quarters"), ("2/3", "two thirds"), ("3 1/2", "three and a half"),
        ("2 3/4", "two and three quarters"), ("½", "one half"), ("24/7", "twenty four seven"),
        ("5-10", "five to ten"), ("5–10 km", "five to ten kilometers"), ("1.2.3", "one point two point three"), ("#5", "number five"),
        ("No. 5", "number five"), ("1.5 million", "one point five million"),
        ("4 * 5", "four times five"), ("10 - 5", "ten minus five"), ("9:00 - 12:30", "nine o'clock to twelve thirty"),
        ("2+2=4", "two plus two equals four"), ("10 + 5", "ten plus five"), ("4 × 5", "four times five"),
        ("1920x1080", "one thousand nine hundred twenty by one thousand eighty"),
        ("2^10", "two to the power of ten"), ("~5", "about five"), ("1e9", "one E nine"), ("5, 6 and 7.", "five, six and seven."),
        ("12:60", "twelve sixty"),
        (
            "1,267,650,600,228",
            "one trillion two hundred sixty seven billion six hundred fifty million six hundred thousand two hundred twenty eight"
        ),
    ]

    static let dates: [(String, String)] = [
        ("2026", "twenty twenty six"), ("1999", "nineteen ninety nine"), ("2000", "two thousand"), ("2005", "two thousand five"),
        ("in 1805", "in eighteen oh five"), ("1900", "nineteen hundred"),
        ("1805 people", "one thousand eight hundred five people"), ("the 1990s", "the nineteen nineties"), ("the '80s", "the eighties"),
        ("2026-11-21", "November twenty first, twenty twenty six"),
        ("11/21/2026", "November twenty first, twenty twenty six"), ("21 November 2026", "twenty first of November twenty twenty six"),
        ("Nov 21", "November twenty first"),
        ("Nov. 21, 2026", "November twenty first, twenty twenty six"),
        ("Saturday, November 21, 2026.", "Saturday, November twenty first, twenty twenty six."), ("May 5", "May fifth"),
        ("It is 2:05 PM.", "It is two oh five P M."), ("14:05", "two oh five P M"), ("9:00", "nine o'clock"), ("12:30", "twelve thirty"),
        ("0:15", "twelve fifteen A M"), ("5pm", "five P M"),
        ("5 p.m.", "five P M."), ("9:00 AM", "nine A M"), ("17:00", "five P M"), ("9:00-17:00", "nine o'clock to five P M"),
        ("1990-1995", "nineteen ninety to nineteen ninety five"),
    ]

    static let amounts: [(String, String)] = [
        ("$5", "five dollars"), ("$1", "one dollar"), ("$5.20", "five dollars and twenty cents"), ("$0.99", "ninety nine cents"),
        ("£3", "three pounds"), ("€10.50", "ten euros and fifty cents"),
        ("$1,234.01", "one thousand two hundred thirty four dollars and one cent"), ("$5 million", "five million dollars"),
        ("$2.5bn", "two point five billion dollars"), ("$5-10", "five to ten dollars"),
        ("-$5", "minus five dollars"), ("10€", "ten euros"), ("£1.50.", "one pound and fifty pence."), ("5 km", "five kilometers"),
        ("1 km", "one kilometer"), ("20 °C", "twenty degrees Celsius"),
        ("20°C", "twenty degrees Celsius"), ("-3°", "minus three degrees"), ("65 mph", "sixty five miles per hour"),
        ("3 kg", "three kilograms"), ("250ml", "two hundred fifty milliliters"),
        ("16 kHz", "sixteen kilohertz"), ("50%", "fifty percent"), ("3.5 %", "three point five percent"),
        ("120 km/h", "one hundred twenty kilometers per hour"), ("5-minute", "five minute"),
        ("a 20-year-old", "a twenty year old"), ("555-1234", "five five five, one two three four"),
        ("555-123-4567", "five five five, one two three, four five six seven"),
        ("+44 20 7946", "plus four four, two zero, seven nine four six"),
        ("0123456789", "zero one two three four five six seven eight nine"), ("5 in a row", "five in a row"),
    ]

    static let texts: [(String, String)] = [
        ("Dr. Smith and Mrs. Jones", "Doctor Smith and Missus Jones"), ("Mr. Bean", "Mister Bean"),
        ("St. Paul lives on Main St.", "Saint Paul lives on Main Street."), ("fruit, e.g. apples", "fruit, for example apples"),
        ("apples, pears, etc.", "apples, pears, et cetera."), ("i.e., this", "that is, this"), ("cats vs. dogs", "cats versus dogs"),
        ("bob.smith@example.com", "bob dot smith at example dot com"),
        ("https://www.example.com/path?x=1", "example dot com slash path"), ("See example.org.", "See example dot org."),
        ("notes.txt", "notes dot T X T"), ("USB", "U S B"), ("the CPUs", "the C P U's"),
        ("the U.S. army", "the U S army"), ("NASA", "NASA"), ("HELLO THERE", "HELLO THERE"), ("HTML", "H T M L"), ("mp3", "M P three"),
        ("COVID-19", "COVID nineteen"), ("A4", "A four"), ("B2B", "B two B"),
        ("salt & pepper", "salt and pepper"), ("Hello 😀 world 🎉!", "Hello world!"),
        ("**bold** and *soft* and `code`", "bold and soft and code"), ("# Title\ntext", "Title, text"), ("- one\n- two", "one, two"),
        ("[the page](https://a.b/c)", "the page"), ("![alt](x.png) here", "alt here"), ("\"quoted\" (aside)", "quoted aside"),
        ("“Smart” quotes — and dashes", "Smart quotes, and dashes"), ("it’s", "it's"),
        ("wait... what", "wait, what"), ("really?!", "really?"), ("so!!!", "so!"), ("snake_case", "snake case"), ("and/or", "and or"),
        ("café naïve", "cafe naive"), ("e\u{301}te\u{301}", "ete"), ("日本語", ""), ("---", ""),
        ("```swift\nlet x\n```", "let x"), ("<b>hi</b>", "hi"), ("a | b", "a, b"), ("@bob", "at bob"), ("#tag", "number tag"), ("   ", ""),
        ("?!", ""),
    ]

    @Test("numbers are said in words", arguments: numbers)
    func number(text: String, expected: String) { #expect(SpokenForm.speak(text) == expected) }

    @Test("dates and times are said as people say them", arguments: dates)
    func date(text: String, expected: String) { #expect(SpokenForm.speak(text) == expected) }

    @Test("amounts are said with their units", arguments: amounts)
    func amount(text: String, expected: String) { #expect(SpokenForm.speak(text) == expected) }

    @Test("short forms, markup and signs are said or dropped", arguments: texts)
    func text(text: String, expected: String) { #expect(SpokenForm.speak(text) == expected) }

    @Test("saying what is already said changes nothing", arguments: numbers + dates + amounts + texts)
    func stable(text: String, expected: String) { #expect(SpokenForm.speak(expected) == expected) }

    @Test("any text is survived, and only sayable characters come out", arguments: 0..<100)
    func survives(seed: UInt64) {
        var state = seed &* 0x9E37_79B9_7F4A_7C15 &+ 1
        func next(_ bound: Int) -> Int {
            state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
            return Int(state >> 33) % bound
        }
        let parts =
            Array("0123456789.,:;-/%$€£°#@&+=*_~^<>|()[]{}'\"!?`\\ \n\tabcMPSDrtkmh½²é日😀\u{301}\u{200D}\u{0}").map(String.init) + [
                "Nov", "12:", "https://", "e.g.", "St.", "000", "99999999999999999999",
            ]
        for _ in 0..<100 {
            var text = ""
            for _ in 0..<next(40) {
                if next(9) == 0, let scalar = Unicode.Scalar(UInt32(next(0x11_0000))) {
                    text.unicodeScalars.append(scalar)
                } else {
                    text += parts[next(parts.count)]
                }
            }
            let said = SpokenForm.speak(text)
            #expect(
                said.utf8.allSatisfy { (97...122).contains($0) || (65...90).contains($0) || " ',.!?;:-".utf8.contains($0) },
                "\(text.debugDescription) -> \(said)")
            #expect(SpokenForm.speak(said) == said, "\(text.debugDescription) -> \(said) -> \(SpokenForm.speak(said))")
        }
    }
}
