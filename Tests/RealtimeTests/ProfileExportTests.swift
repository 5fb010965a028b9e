import Realtime
import ScriptedEngines
import Telemetry
import Testing
import Wire

/// A session's spans, and what they look like from outside.
@Suite struct ProfileExportTests {
    /// Two turns of a session with engines whose answers are known.
    private func profile(_ level: ProfileLevel) async throws -> Profile {
        let engines = Engines.scripted()
        let profiler = Profiler(engines)
        #expect(profiler.stop() == nil)
        let didStart = profiler.start(name: "two \"turns\"", level: level)
        #expect(didStart && !profiler.start(name: "another", level: level))
        let bench = await SessionBench(engines)
        for _ in 0..<2 { await bench.hear("__sssss" + String(repeating: "_", count: 40)) }
        #expect(bench.all("response.done").count == 2)
        let profile = try #require(profiler.stop())
        #expect(engines.tracer.level == .off && profiler.stop() == nil)
        return profile
    }

    @Test("each answered turn is a span with its parts below it, contiguous and summing to it")
    func turns() async throws {
        let profile = try await profile(.basic)
        #expect(profile.turns.count == 2)
        for turn in profile.turns {
            // By when they were recorded: those that took no time begin together.
            let parts = profile.spans.filter { $0.parent == turn.id }.sorted { $0.id < $1.id }
            #expect(parts.map(\.name) == SpanName.parts)
            let sum = parts.reduce(0) { $0 + $1.length }
            #expect(sum == turn.length)
            var reached = turn.start
            for part in parts {
                #expect(part.start == reached && part.turn == turn.turn)
                reached = part.end
            }
        }
        #expect(profile.spans.allSatisfy { $0.name.level == .basic })
    }

    @Test("every stage of a session is recorded, as a part of the turn it worked for")
    func instrumentation() async throws {
        let profile = try await profile(.comprehensive)
        // The scripted recogniser and synthesiser have no queues to tell of.
        let expected: Set<SpanName> = [
            .turnModelWait, .turnModelCall, .responderReply, .clauseCollect, .inputDecode, .voiceWindow, .outputSend,
        ]
        for turn in profile.turns {
            let names = Set(
                profile.spans.filter { $0.turnKey == turn.turnKey && $0.parent == turn.id && $0.name.kind != .part }.map(\.name))
            #expect(names == expected)
        }
        // Silence belongs to no turn.
        #expect(profile.spans.contains { $0.name == .voiceWindow && $0.turn == 0 && $0.parent == 0 })
        #expect(!profile.samples.isEmpty)
    }

    @Test(
        "a Chrome trace is well formed: sorted, no negative time, spans of a thread within one another, tracks opened and closed in order")
    func chrome() async throws {
        let profile = try await profile(.comprehensive)
        let object = try JSONValue.parse(Array(ProfileChromeTrace.text(of: profile).utf8))
        let events = try #require(object["traceEvents"]?.array)
        #expect(object["otherData"]?["profile"] == "two turns")
        var last = 0.0
        var threads: [Int: [Double]] = [:]
        var tracks: [String: [String]] = [:]
        var names: Set<Int> = []
        for event in events {
            let phase = try #require(event["ph"]?.string)
            let time = try #require(event["ts"]?.number)
            let thread = try #require(event["tid"]?.integer)
            #expect(event["pid"] == 1 && event["name"]?.string != nil)
            if phase == "M" {
                names.insert(thread)
                continue
            }
            #expect(time >= last)
            last = time
            switch phase {
            case "X":
                let length = try #require(event["dur"]?.number)
                #expect(length >= 0)
                threads[thread, default: []].removeAll { $0 <= time }
                // Clocks count nanoseconds, the format microseconds with three digits.
                if let around = threads[thread]?.last { #expect(time + length <= around + 0.0005) }
                threads[thread]?.append(time + length)
            case "b": tracks[try #require(event["id"]?.string), default: []].append(event["name"]?.string ?? "")
            case "e":
                let id = try #require(event["id"]?.string)
                let open = tracks[id]?.popLast()
                #expect(open == event["name"]?.string)
            case "C": #expect((event["args"]?["resident_mb"]?.integer ?? 0) > 0)
            default: #expect(Bool(false), "phase \(phase)")
            }
        }
        #expect(tracks.values.allSatisfy { $0.isEmpty })
        let (onThreads, onTracks) = (events.filter { $0["ph"] == "X" }, events.filter { $0["ph"] == "b" })
        #expect(onThreads.count == profile.spans.filter(\.name.isOnOneThread).count)
        #expect(onThreads.count + onTracks.count == profile.spans.count)
        let threadsUsed = Set(profile.spans.map { Int($0.thread) })
        #expect(names.isSuperset(of: threadsUsed))
    }

    @Test("the report for programs has the tables, the bottlenecks and the advice")
    func report() async throws {
        let object = try await profile(.comprehensive).object(version: "1.2.3")
        #expect(object["name"] == "profile" && object["version"] == "1.2.3" && object["settings"]?["level"] == "comprehensive")
        let figures = try #require(object["figures"])
        for name in ["first_audible_ms.p95", "part_ms.silence_wait.p50", "stage_ms.voice_activity.mean", "call_ms.turn_model.wait.n"] {
            #expect(figures[name]?.number != nil, "\(name)")
        }
        #expect(figures["turns"] == 2)
        let bottlenecks = try #require(object["bottlenecks"]?.array)
        #expect(bottlenecks.contains { $0["kind"] == "time_share" })
        #expect(object["recommendations"]?.array?.isEmpty == false)
    }

    @Test("spans for a collector: hexadecimal ids, a trace a turn, times in nanoseconds since the epoch")
    func otlp() async throws {
        let profile = try await profile(.detailed)
        let body = try JSONValue.parse(ProfileOTLP(version: "1.2.3").body(profile.spans))
        let resource = try #require(body["resourceSpans"]?.array?.first)
        #expect(
            resource["resource"]?["attributes"]?.array?.first == ["key": "service.name", "value": ["stringValue": "coda"]] as JSONValue)
        let spans = try #require(resource["scopeSpans"]?.array?.first?["spans"]?.array)
        #expect(spans.count == profile.spans.count)
        let ids = Set(spans.compactMap { $0["spanId"]?.string })
        #expect(ids.count == spans.count)
        for span in spans {
            let hexadecimal = { (text: String?) in text?.utf8.allSatisfy { (48...57).contains($0) || (97...102).contains($0) } == true }
            #expect(span["traceId"]?.string?.count == 32 && hexadecimal(span["traceId"]?.string))
            #expect(span["spanId"]?.string?.count == 16 && hexadecimal(span["spanId"]?.string))
            if let parent = span["parentSpanId"]?.string { #expect(ids.contains(parent)) }
            let start = try #require(span["startTimeUnixNano"]?.string.flatMap { Int($0) })
            let end = try #require(span["endTimeUnixNano"]?.string.flatMap { Int($0) })
            // After September 2020, and before the year 2262, where the number would end.
            #expect(start > 1_600_000_000_000_000_000 && end >= start)
            #expect(span["kind"] == 1)
        }
        let turns = spans.filter { $0["name"] == "turn" }
        let traces = Set(turns.compactMap { $0["traceId"]?.string })
        #expect(turns.count == 2 && traces.count == 2)
        #expect(turns.allSatisfy { $0["parentSpanId"] == nil })
    }
}
