import Network
import Realtime
import Telemetry
import TestSupport
import Testing
import Transport

@Suite struct MetricsTests {
    @Test("the documentation lists every metric, as the registry knows it")
    func documentation() throws {
        let meters = Meters()
        _ = try RealtimeServer(configuration: ServerConfiguration(), operation: Operation(meters: meters))
        let rows = meters.registry.families.map { family in
            let labels = family.labels.map { label in
                label.name == "version" ? " `version`" : " `\(label.name)`: \(label.values.map { "`\($0)`" }.joined(separator: ", "))"
            }
            return "| `\(family.name)` | \(family.kind.rawValue) |\(labels.joined(separator: ";")) | \(family.help) |"
        }
        let lines = try #require(TextFile.lines(TestData.packageFolder + "/docs/observability.md"))
        let documented = lines.filter { $0.hasPrefix("| `coda_") || $0.hasPrefix("| `process_") }
        #expect(documented == rows, "write these rows into docs/observability.md:\n\(rows.joined(separator: "\n"))")
    }

    @Test("the documentation lists every alert")
    func alerts() throws {
        let lines = try #require(TextFile.lines(TestData.packageFolder + "/docs/observability.md"))
        for alert in Alert.allCases {
            #expect(lines.contains { $0.hasPrefix("| `\(alert.rawValue)`") }, "\(alert.rawValue)")
        }
    }

    // MARK: Who may look

    private func outcome(_ scene: Scene, _ request: HTTPRequest) -> Refusal? {
        do throws(Refusal) {
            try scene.gate.admitReader(request, at: Scene.start)
            return nil
        } catch { return error }
    }

    private static let away = ["x-forwarded-for": "192.0.2.7"]

    @Test("by default whoever is on this machine may look, and nobody else, whatever key they have")
    func standard() throws {
        let scene = try Scene()
        #expect(outcome(scene, Scene.request()) == nil)
        #expect(outcome(scene, Scene.request(headers: Self.away)) == .keyMissing)
        #expect(outcome(scene, Scene.request(from: "192.0.2.7", bearer: Scene.anna)) == .notForAccount)
        #expect(outcome(scene, Scene.request(bearer: "wrong-key")) == .keyWrong)
    }

    @Test("a page whose name was made to resolve to this machine may not look, nor one of another origin")
    func pages() throws {
        let scene = try Scene()
        #expect(outcome(scene, Scene.request(host: "rebound.example:8642")) == .notForAccount)
        #expect(outcome(scene, Scene.request(host: "localhost:8642")) == nil)
        #expect(outcome(scene, Scene.request(origin: "https://elsewhere.example")) == .foreignOrigin)
    }

    @Test("accounts that are named may look from anywhere, with their key and not with a client secret")
    func accounts() throws {
        let scene = try Scene { $0.telemetryReaders = ["anna"] }
        #expect(outcome(scene, Scene.request(from: "192.0.2.7", bearer: Scene.anna, host: "coda.example")) == nil)
        #expect(outcome(scene, Scene.request(from: "192.0.2.7", bearer: Scene.ben)) == .notForAccount)
        #expect(outcome(scene, Scene.request()) == .notForAccount)
        #expect(outcome(scene, Scene.request(bearer: try scene.mint())) == .keyWanted)
    }

    @Test("where everyone is let in, being let in opens this door only where that is said")
    func insecure() throws {
        #expect(outcome(try Scene(keys: false) { $0.servesAnyone = true }, Scene.request()) == .notForAccount)
        let scene = try Scene(keys: false) { policy in
            policy.servesAnyone = true
            policy.telemetryReaders = ["*"]
        }
        #expect(outcome(scene, Scene.request(from: "192.0.2.7", host: "coda.example")) == nil)
    }
}
