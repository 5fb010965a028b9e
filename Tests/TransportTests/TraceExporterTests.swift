import Configuration
import Network
import Synchronization
import Telemetry
import TestSupport
import Testing
import Transport
import Wire

@Suite struct TraceExporterTests {
    /// An OpenTelemetry collector that answers as a test says.
    private final class Collector: ServerHandler {
        let requests = Latch<[HTTPRequest]>([])
        let status: Atomic<Int>

        init(status: Int = 200) { self.status = Atomic(status) }

        func respond(to request: HTTPRequest) -> HTTPResponse {
            requests.update { $0.append(request) }
            return HTTPResponse(status: status.load(ordering: .relaxed), body: Array("{}".utf8))
        }

        func admit(_ request: HTTPRequest) -> WebSocketAdmission { .refuse(HTTPResponse(status: 404, body: [])) }
        func opened(_ connection: any WebSocketConnection, for request: HTTPRequest) -> any WebSocketReceiver { Nobody() }

        private final class Nobody: WebSocketReceiver {
            func received(_ message: WebSocketMessage) {}
            func closed(code: UInt16?) {}
        }

        var spans: [JSONValue] {
            requests.update { $0 }.compactMap { try? JSONValue.parse($0.body) }.flatMap {
                $0["resourceSpans"]?.array?.first?["scopeSpans"]?.array?.first?["spans"]?.array ?? []
            }
        }
    }

    private func server(_ collector: Collector) throws -> (HTTPServer, Int) {
        let server = HTTPServer(configuration: ServerConfiguration(), handler: collector)
        return (server, try server.start())
    }

    private func record(_ count: Int, on tracer: SpanTracer) {
        let session = tracer.session()
        for number in 1...count { session.turn(number).measure(.turnModelCall) {} }
    }

    @Test("every span reaches the collector once, in batches, posted as JSON to the address given")
    func delivery() throws {
        let collector = Collector()
        let (server, port) = try server(collector)
        defer { server.stop() }
        let tracer = SpanTracer()
        let exporter = try TraceExporter(url: "http://127.0.0.1:\(port)/v1/traces", tracer: tracer, version: "1") { _ in }
        tracer.level = .detailed
        record(1_200, on: tracer)
        exporter.stop()
        let requests = collector.requests.update { $0 }
        #expect(requests.count >= 3)
        #expect(requests.allSatisfy { $0.method == "POST" && $0.path == "/v1/traces" && $0.headers["content-type"] == "application/json" })
        let turns = collector.spans.compactMap { $0["attributes"]?.array?[1]["value"]?["intValue"]?.string.flatMap { Int($0) } }
        #expect(turns == Array(1...1_200))
        #expect(exporter.dropped == 0)
    }

    @Test("what is tried again and what is not", arguments: [(400, true), (500, true), (503, false), (429, false)])
    func refusals(status: Int, isFinal: Bool) throws {
        let collector = Collector(status: status)
        let (server, port) = try server(collector)
        defer { server.stop() }
        let told = Latch<[String]>([])
        let tracer = SpanTracer()
        // What stands in an address may be a secret.
        let url = "http://127.0.0.1:\(port)/?token=secret"
        let exporter = try TraceExporter(url: url, tracer: tracer, version: "1") { line in told.update { $0.append(line) } }
        tracer.level = .detailed
        record(600, on: tracer)
        let first = told.wait { !$0.isEmpty }
        #expect(first == ["traces do not reach 127.0.0.1:\(port): it answered \(status)"])
        // What was refused for good is gone; the rest is still there for a collector that takes it.
        collector.status.store(200, ordering: .relaxed)
        record(1, on: tracer)
        let last = told.wait { $0.count == 2 }.last
        #expect(last == "traces reach 127.0.0.1:\(port) again")
        exporter.stop()
        #expect((exporter.dropped > 0) == isFinal)
        let arrived = Set(collector.spans.compactMap { $0["spanId"]?.string })
        #expect(isFinal || arrived.count == 601)
    }

    @Test("while nobody listens the queue keeps its capacity, and what fell is counted")
    func overflow() throws {
        let collector = Collector()
        let (server, port) = try server(collector)
        server.stop()
        let told = Latch(0)
        let tracer = SpanTracer()
        let exporter = try TraceExporter(url: "http://127.0.0.1:\(port)/", tracer: tracer, version: "1", capacity: 100) { _ in
            told.update { $0 += 1 }
        }
        tracer.level = .detailed
        record(250, on: tracer)
        exporter.stop()
        let lines = told.update { $0 }
        #expect(exporter.dropped == 250 && lines == 1)
    }

    @Test("an address that cannot be posted to is refused at once", arguments: ["", "https://a/", "127.0.0.1:4318", "http://a:b/"])
    func address(url: String) {
        #expect(throws: NetworkError.self) { _ = try TraceExporter(url: url, tracer: SpanTracer(capacity: 1), version: "1") { _ in } }
    }

    @Test("advice names settings that there are", arguments: SpanName.allCases)
    func settings(name: SpanName) {
        for path in ProfileRecommendation.against(name)?.settings ?? [] { #expect(Catalogue.setting(path) != nil, "\(path)") }
    }
}
