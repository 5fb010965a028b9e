import Glibc
import Language
import TestSupport
import Testing

/// Questions that people wrote for other assistants, in 150 intents (CLINC150).
@Suite(.enabled(if: TestData.folder != nil, Comment(rawValue: TestData.absent)))
struct RecordedIntentsTests {
    /// What each intent may be answered with; an intent not listed must not be taken for one of these skills.
    static let expected: [String: Set<SkillName>] = [
        "time": [.time], "date": [.date], "timer": [.startTimer, .timerStatus, .stopTimer], "calculator": [.arithmetic],
        "greeting": [.greeting, .wellBeing],
        "goodbye": [.farewell], "thank_you": [.thanks], "who_made_you": [.identity], "what_is_your_name": [.identity],
        "are_you_a_bot": [.identity],
        "what_can_i_ask_you": [.abilities], "user_name": [.personName], "change_user_name": [.personName], "repeat": [.repetition],
        "yes": [.acknowledgement],
        "no": [.acknowledgement], "cancel": [.acknowledgement],
    ]
    /// Intents so close that either answer is right.
    static let near: [String: Set<SkillName>] = [
        "timezone": [.time], "alarm": [.startTimer], "reminder_update": [.startTimer], "reminder": [.startTimer], "next_holiday": [.date],
        "maybe": [.acknowledgement],
        "flip_coin": [.knownLimit], "how_old_are_you": [.identity], "change_ai_name": [.identity],
    ]

    @Test("few questions meant for other skills are taken for ours")
    func falseHits() throws {
        var asked = 0
        var wrong: [String] = []
        for (intent, text) in try Self.rows() where Self.expected[intent] == nil {
            asked += 1
            let right = (Self.near[intent] ?? []).union([.notUnderstood, .knownLimit])
            let skills = reply(text).skills
            if !skills.allSatisfy(right.contains) { wrong.append("\(intent) \(skills.map(\.rawValue)): \(text)") }
        }
        #expect(asked > 3_000)
        #expect(wrong.count * 1_000 <= asked * 4, "\(wrong.count) of \(asked):\n\(wrong.joined(separator: "\n"))")
    }

    @Test(
        "most questions meant for our skills are understood",
        arguments: [
            ("time", 80), ("date", 75), ("timer", 50), ("calculator", 60), ("greeting", 50), ("thank_you", 50), ("goodbye", 60),
            ("repeat", 60), ("yes", 50), ("no", 50),
            ("what_is_your_name", 60), ("are_you_a_bot", 50), ("what_can_i_ask_you", 40), ("user_name", 40), ("change_user_name", 50),
            ("who_made_you", 40), ("cancel", 40),
        ])
    func understood(intent: String, percent: Int) throws {
        let right = try #require(Self.expected[intent])
        let rows = try Self.rows().filter { $0.intent == intent }
        let missed = rows.filter { row in !reply(row.text).skills.contains(where: right.contains) }
        #expect(rows.count > 20)
        #expect(
            (rows.count - missed.count) * 100 >= rows.count * percent,
            "missed \(missed.count) of \(rows.count):\n\(missed.map(\.text).joined(separator: "\n"))")
    }

    static func rows() throws -> [(intent: String, text: String)] {
        let folder = try #require(TestData.folder)
        return try ["train", "val"].flatMap { name in
            try read("\(folder)/intents/clinc150/open/\(name).tsv").split(separator: "\n").compactMap { line in
                let fields = line.split(separator: "\t")
                return fields.count == 2 ? (String(fields[0]), String(fields[1])) : nil
            }
        }
    }

    private static func read(_ path: String) throws -> String {
        let file = unsafe fopen(path, "r")
        guard let file = unsafe file else {
            Issue.record("cannot open \(path)")
            return ""
        }
        defer { unsafe fclose(file) }
        var bytes: [UInt8] = []
        var block = [UInt8](repeating: 0, count: 65_536)
        while true {
            let count = unsafe fread(&block, 1, block.count, file)
            if count == 0 { break }
            bytes += block[..<count]
        }
        return String(decoding: bytes, as: UTF8.self)
    }
}
