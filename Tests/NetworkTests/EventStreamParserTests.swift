import Network
import Testing

@Suite struct EventStreamParserTests {
    private struct Read: Equatable {
        var texts: [String] = []
        var messages: [String] = []
        var lastID: String?
        var retry: Duration?
    }

    private func read(_ bytes: [UInt8], cutEvery size: Int) -> Read {
        var parser = EventStreamParser()
        var events: [EventStreamParser.Event] = []
        for start in stride(from: 0, to: bytes.count, by: size) { events += parser.push(bytes[start..<min(start + size, bytes.count)]) }
        func text(_ event: EventStreamParser.Event) -> String { String(decoding: event.data, as: UTF8.self) }
        return Read(
            texts: events.map(text), messages: events.filter(\.isMessage).map(text), lastID: parser.lastID, retry: parser.retry)
    }

    @Test("events are read alike however the bytes are cut")
    func cuts() {
        let text = "\u{FEFF}data: one\n\n: ping\ndata:two\r\ndata: lines\r\nid: 3\r\n\r\nevent: x\n\ndata\rdata: [DONE]\r\r"
        let expected = ["one", "two\nlines", "\n[DONE]"]
        for size in 1...text.utf8.count {
            #expect(read(Array(text.utf8), cutEvery: size) == Read(texts: expected, messages: expected, lastID: "3"), "every \(size) bytes")
        }
    }

    @Test("an event tells its kind, and the stream where and when it can be taken up again")
    func resumption() {
        let text =
            ": hello\r\nid: 7\r\ndata:\r\n\r\nevent: message\ndata: one\ndata: two\n\nevent: other\ndata: x\n\nretry: 1500\rdata: three\r\r"
        for size in [1, 2, 3, 7, 1_000] {
            #expect(
                read(Array(text.utf8), cutEvery: size)
                    == Read(
                        texts: ["", "one\ntwo", "x", "three"], messages: ["", "one\ntwo", "three"], lastID: "7",
                        retry: .milliseconds(1_500)),
                "every \(size) bytes")
        }
        #expect(read(Array("id: 7\ndata: a\n\nid\ndata: b\n\n".utf8), cutEvery: 100).lastID == nil, "an empty id takes it back")
    }

    @Test("an event that is too long ends the reading, and those before it count")
    func overlong() {
        var parser = EventStreamParser(limit: 10)
        let before = parser.push(Array("data: 0123\n\n".utf8))
        #expect(before.map(\.data) == [Array("0123".utf8)])
        #expect(!parser.isOverlong)
        let after = parser.push(Array("data: 01234\n\ndata: x\n\n".utf8))
        #expect(after.isEmpty)
        #expect(parser.isOverlong)
    }
}
