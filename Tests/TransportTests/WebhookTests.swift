import Network
import Synchronization
import Telemetry
import TestSupport
import Testing
import Transport
import Wire

@Suite struct WebhookTests {
    /// Answers with one status after the other, the last one for ever.
    private final class Receiver: ServerHandler {
        let bodies = Latch<[JSONValue]>([])
        private let statuses: [Int]

        init(_ statuses: [Int]) { self.statuses = statuses }

        func respond(to request: HTTPRequest) -> HTTPResponse {
            let count = bodies.update { bodies in
                bodies.append((try? JSONValue.parse(request.body)) ?? .null)
                return bodies.count
            }
            return HTTPResponse(status: statuses[min(count, statuses.count) - 1], body: [])
        }

        func admit(_ request: HTTPRequest) -> WebSocketAdmission { .refuse(HTTPResponse(status: 404, body: [])) }
        func opened(_ connection: any WebSocketConnection, for request: HTTPRequest) -> any WebSocketReceiver { Nobody() }
    }

    private final class Nobody: WebSocketReceiver {
        func received(_ message: WebSocketMessage) {}
        func closed(code: UInt16?) {}
    }

    private func deliver(to statuses: [Int]) throws -> (tries: [JSONValue], isDelivered: [Bool]) {
        let receiver = Receiver(statuses)
        let server = HTTPServer(configuration: ServerConfiguration(), handler: receiver)
        let port = try server.start()
        defer { server.stop() }
        let outcomes = Latch<[Bool]>([])
        let post = try HTTPPost(address: "http://127.0.0.1:\(port)/alerts")
        let webhook = Webhook(post, log: .silent, pauses: [.milliseconds(1), .milliseconds(1)]) { isDelivered in
            outcomes.update { $0.append(isDelivered) }
        }
        webhook.tell(["n": 1])
        let isDelivered = outcomes.wait { !$0.isEmpty }
        return (receiver.bodies.update { $0 }, isDelivered)
    }

    @Test(
        "a message is tried three times at most",
        arguments: [([200], 1, true), ([503, 204], 2, true), ([500, 500, 200], 3, true), ([404], 3, false)])
    func tries(statuses: [Int], tries: Int, isDelivered: Bool) throws {
        let outcome = try deliver(to: statuses)
        #expect(outcome.tries == Array(repeating: ["n": 1], count: tries))
        #expect(outcome.isDelivered == [isDelivered])
    }

    @Test("what begins and ends is logged and told, with what was measured")
    func watch() throws {
        let lines = Mutex<[String]>([])
        let told = Mutex<[JSONValue]>([])
        let log = Log(level: .info, format: .text) { line in lines.withLock { $0.append(line) } }
        let watch = AlertWatch(AlertThresholds(), version: "1", log: log) { _, message in told.withLock { $0.append(message) } }
        var sample = AlertSample()
        sample.memoryLimitBytes = 1_000
        for second in stride(from: 0.0, through: 180, by: 5) {
            sample.seconds = second
            sample.memoryBytes = second < 100 ? 905 : 100
            watch.take(sample)
            #expect(watch.active.map(\.alert) == (60..<160 ~= Int(second) ? [.memory] : []), "\(second)")
        }
        #expect(
            lines.withLock { $0 } == [
                "coda: alert: memory runs out alert=memory value=90.5 threshold=80.0 unit=percent",
                "coda: alert is over: memory runs out alert=memory value=10.0 threshold=80.0 unit=percent",
            ])
        let messages = told.withLock { $0 }
        #expect(messages.map { $0["state"] } == ["firing", "resolved"])
        #expect(messages.first?["value"] == .number(90.5) && messages.first?["schema"] == "coda.alert/1")
    }
}
