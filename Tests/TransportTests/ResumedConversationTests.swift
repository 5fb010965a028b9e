import Audio
import Dialogue
import FoundationEssentials
import Network
import Realtime
import Resources
import ScriptedEngines
import TestSupport
import Testing
import Transport
import Wire

/// A conversation whose connection breaks again and again must be the conversation that would have been without.
@Suite struct ResumedConversationTests {
    private static let question = "what is this"

    @Test(
        "a connection killed at more than 200 places changes nothing: every event once and in order, the same words, the same sound",
        arguments: [false, true])
    func killed(binary: Bool) async throws {
        var defaults = SessionDefaults()
        // A machine so busy that a client is late must not look like one that went silent.
        defaults.conversation.starvation = .seconds(60)
        let server = try RealtimeServer(configuration: ServerConfiguration(), defaults: defaults)
        let port = try server.start()
        defer { server.stop() }
        server.ready(
            .scripted(ScriptedRecognizer(Self.question), synthesizer: CountingSynthesizer(), responder: CallingResponder()))

        let whole = try await onThread(named: "unbroken") { try Self.converse(port, binary, ResumingClient.Plan(), seed: 0) }
        try check(whole.told)
        let conversations = 10
        let (read, written) = (whole.read, whole.written)
        let kills = try await withThrowingTaskGroup(of: (UInt64, Outcome).self) { group in
            for seed in 1...UInt64(conversations) {
                group.addTask {
                    var random = Seeded(seed)
                    let plan = ResumingClient.Plan(
                        reading: (0..<12).map { _ in Int.random(in: 0..<read, using: &random) }.sorted(),
                        writing: (0..<10).map { _ in Int.random(in: 0..<written, using: &random) }.sorted())
                    return (seed, try await onThread(named: "broken") { try Self.converse(port, binary, plan, seed: seed) })
                }
            }
            var kills = 0
            for try await (seed, outcome) in group {
                #expect(outcome.told.events == whole.told.events, "seed \(seed)")
                #expect(outcome.told.sound == whole.told.sound, "seed \(seed)")
                kills += outcome.kills
            }
            return kills
        }
        #expect(kills >= 200)
    }

    private struct Outcome: Sendable {
        var told: Told
        var kills: Int
        var read: Int
        var written: Int
    }

    /// That the unbroken conversation is the one meant, so that those equal to it are worth something.
    private func check(_ told: Told) throws {
        let transcripts = told.all("response.output_audio_transcript.done").compactMap { $0["transcript"]?.string }
        #expect(transcripts == ["You said \(Self.question).", "You said one and two.", "The answer is sunny."])
        #expect(told.all("response.output_text.done").first?["text"] == "You said beside.")
        #expect(told.all("response.function_call_arguments.done").first?["arguments"] == #"{"place":"here"}"#)
        #expect(told.all("response.done").compactMap { $0["response"]?["status"]?.string } == Array(repeating: "completed", count: 5))
        #expect(told.all("error").isEmpty)
        let spoken = told.all("response.output_audio.done").compactMap { told.sound[$0["item_id"]?.string ?? ""] }
        #expect(spoken == transcripts.map { PCM16.encode(CountingSynthesizer.sound(of: $0)) })
    }

    private static func converse(_ port: Int, _ binary: Bool, _ plan: ResumingClient.Plan, seed: UInt64) throws -> Outcome {
        let client = try ResumingClient(port: port, query: binary ? "&audio=binary" : "", plan: plan, seed: seed)
        let format: JSONValue = ["format": ["type": "audio/pcm", "rate": 16_000]]
        let input = format.merging(["turn_detection": ["type": "server_vad", "silence_duration_ms": 200]])
        let tool: JSONValue = ["type": "function", "name": "weather", "parameters": ["type": "object", "properties": [:]]]
        try client.send([
            "type": "session.update",
            "session": ["type": "realtime", "audio": ["input": input, "output": format], "tools": [tool]],
        ])
        try client.wait(for: "session.updated")

        for frame in 0..<60 {
            let sample: Int16 = (10..<40).contains(frame) ? 8_000 : 0
            let sound = PCM16.encode((0..<320).map { $0 % 40 < 20 ? sample : -sample })
            if binary {
                try client.send(.binary(sound))
            } else {
                try client.send(["type": "input_audio_buffer.append", "audio": .string(Data(sound).base64EncodedString())])
            }
        }
        try client.wait(for: "response.done")

        try ask(client, "one and two")
        let beside: JSONValue = ["type": "message", "role": "user", "content": [["type": "input_text", "text": "beside"]]]
        try client.send([
            "type": "response.create",
            "response": ["conversation": "none", "output_modalities": ["text"], "input": [beside], "metadata": ["topic": "beside"]],
        ])
        try client.wait(for: "response.done")

        try ask(client, "weather")
        guard let call = client.told.all("response.function_call_arguments.done").first?["call_id"] else {
            throw ResumingClient.Failure("no call")
        }
        try client.send([
            "type": "conversation.item.create", "item": ["type": "function_call_output", "call_id": call, "output": "sunny"],
        ])
        try client.send(["type": "response.create"])
        try client.wait(for: "response.done")
        let outcome = Outcome(told: client.told, kills: client.kills, read: client.read, written: client.written)
        try client.leave()
        return outcome
    }

    private static func ask(_ client: ResumingClient, _ text: String) throws {
        let content: JSONValue = [["type": "input_text", "text": .string(text)]]
        try client.send(["type": "conversation.item.create", "item": ["type": "message", "role": "user", "content": content]])
        try client.send(["type": "response.create"])
        try client.wait(for: "response.done")
    }
}
