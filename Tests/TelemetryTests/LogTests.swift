import Synchronization
import Telemetry
import Testing

@Suite struct LogTests {
    private final class Lines: Sendable {
        let list = Mutex<[String]>([])
        func log(_ level: LogLevel, _ format: LogFormat) -> Log {
            Log(level: level, format: format) { line in self.list.withLock { $0.append(line) } }
        }
        var all: [String] { list.withLock { $0 } }
    }

    @Test("what matters less than the level is not said, nor put together", arguments: LogLevel.allCases)
    func levels(level: LogLevel) {
        let lines = Lines()
        let log = lines.log(level, .text)
        var made = 0
        func message(_ each: LogLevel) -> String {
            made += 1
            return each.rawValue
        }
        for each in LogLevel.allCases { log(each, "test", message(each)) }
        let expected = LogLevel.allCases.filter { $0 >= level }
        #expect(lines.all == expected.map { "coda: \($0.rawValue)" })
        #expect(made == expected.count)
    }

    @Test("a text line is one line, whatever an error held")
    func text() {
        let lines = Lines()
        lines.log(.info, .text)(.info, "test", "two\nlines\u{1B}[2J", [("count", .integer(2)), ("share", .number(0.5)), ("name", "x")])
        #expect(lines.all == ["coda: two lines [2J count=2 share=0.5 name=x"])
    }

    @Test("a JSON line escapes what it must, and writes no number that JSON has not")
    func json() throws {
        let lines = Lines()
        lines.log(.info, .json)(.warning, "test.event", "a \"b\" \\ \n\u{7F}é", [("share", .number(.infinity)), ("n", .integer(-1))])
        let line = try #require(lines.all.first)
        let rest = #","level":"warning","event":"test.event","message":"a \"b\" \\ \u000a\u007fé","share":null,"n":-1}"#
        #expect(line.hasPrefix(#"{"time":"2"#) && line.hasSuffix(rest))
        // RFC 3339 in milliseconds: {"time":"2026-11-21T15:04:05.123Z"
        #expect(line.dropLast(rest.utf8.count - 1).count <= 36 && line.contains(/"time":"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z"/))
    }
}
