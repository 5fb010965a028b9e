internal import Network
internal import Realtime
internal import Resources
internal import Speech
internal import Synchronization
internal import Telemetry
internal import Wire

/// What operators may look at: `/metrics` and `/v1/stats`.
extension Doors {
    static let metricsPath = "/metrics"
    static let statsPath = "/v1/stats"

    func tellMetrics(_ request: HTTPRequest) -> HTTPResponse {
        guardedRead(request) {
            HTTPResponse(
                status: 200, contentType: MetricRegistry.contentType, headers: [("Cache-Control", "no-store")],
                body: Array(meters.meters.registry.text.utf8))
        }
    }

    func tellStats(_ request: HTTPRequest) -> HTTPResponse {
        guardedRead(request) { HTTPResponse(status: 200, headers: [("Cache-Control", "no-store")], body: stats.bytes) }
    }

    private func guardedRead(_ request: HTTPRequest, _ answer: () -> HTTPResponse) -> HTTPResponse {
        guard request.method == "GET" else { return .refusal(405, "method_not_allowed", "This is read with GET.", [("Allow", "GET")]) }
        do { try gate.admitReader(request, at: now()) } catch { return error.response }
        return answer()
    }

    private var stats: JSONValue {
        let counted = meters.meters
        return [
            "schema": "coda.stats/1", "version": .string(counted.version), "status": .string(state),
            "uptime_s": .number(rounded(counted.started.elapsed / .seconds(1))),
            "sessions": sessionStats, "service": serviceStats, "turns": turnStats,
            "latency_ms": latencyStats, "speculation": speculationStats,
            "overlaps": object(OverlapOutcome.allCases) { .integer(counted.overlaps[$0].value) },
            "components": object(Component.allCases) {
                ["calls": .integer(counted.calls[$0].value), "errors": .integer(counted.errors[$0].value)]
            },
            "recognizer": recognizerStats, "synthesizer_cache": cacheStats, "queues": queueStats, "network": networkStats,
            "process": processStats, "alerts": alertStats,
        ]
    }

    private var sessionStats: JSONValue {
        [
            "open": .integer(ticker.count), "opened": .integer(meters.opened.value), "resumed": .integer(meters.resumed.value),
            "refused": object(SessionRefusal.allCases) { .integer(meters.refused[$0].value) },
        ]
    }

    private var serviceStats: JSONValue {
        let now = service.status(openSessions: ticker.count)
        return [
            "level": .string(now.level.rawValue), "headroom": .number(rounded(now.headroom)), "admits": .bool(now.admits),
            "reason": now.shortage.map { .string($0.rawValue) } ?? .null,
            "processors": ["used": .number(rounded(now.use)), "available": .number(rounded(now.capacity))],
            "session_cost_processors": .number(rounded(now.cost)),
            "changes": object(ServiceLevel.allCases) { .integer(meters.levels[$0].value) },
        ]
    }

    private var turnStats: JSONValue { object(TurnOutcome.allCases) { .integer(meters.meters.turns[$0].value) } }

    /// Of all answers since the start; a quantile is known to within a twentieth of itself.
    private var latencyStats: JSONValue {
        guard let times = engines.withLock({ $0?.times }) else { return [:] }
        var parts: [String: JSONValue] = ["total": quantiles(times.total)]
        for part in TurnLedger.Part.allCases { parts[part.rawValue] = quantiles(times.milliseconds(of: part)) }
        return .object(parts)
    }

    private func quantiles(_ histogram: Histogram) -> JSONValue {
        var members: [String: JSONValue] = ["n": .integer(Int(histogram.count))]
        for (name, share) in [("p50", 0.5), ("p95", 0.95), ("p99", 0.99)] {
            if let value = histogram.quantile(share) { members[name] = .number(rounded(value)) }
        }
        return .object(members)
    }

    private var speculationStats: JSONValue {
        let (begun, adopted) = (meters.meters.speculationsBegun.value, meters.meters.speculationsAdopted.value)
        return ["begun": .integer(begun), "adopted": .integer(adopted), "wasted_s": .number(rounded(meters.meters.wastedSeconds))]
    }

    private var recognizerStats: JSONValue {
        guard let now = meters.meters.occupancy else { return [:] }
        return [
            "slots": .integer(now.slots), "leased": .integer(now.leased), "waiting": .integer(now.waiting), "leases": .integer(now.leases),
            "waits": .integer(now.waits), "busy": .integer(meters.meters.busy.value),
        ]
    }

    private var cacheStats: JSONValue {
        guard let cache = meters.meters.cache else { return [:] }
        return ["hits": .integer(cache.hits), "misses": .integer(cache.misses)]
    }

    private var queueStats: JSONValue {
        var queues: [String: JSONValue] = ["fullest_mailbox_share": .number(rounded(ticker.fullestMailbox))]
        for name in QueueName.allCases {
            guard let load = meters.meters.load(of: name) else { continue }
            queues[name.rawValue] = [
                "waiting": .integer(load.waiting), "capacity": .integer(load.capacity), "refused": .integer(load.refused),
            ]
        }
        return .object(queues)
    }

    private var networkStats: JSONValue {
        let counts = meters.counts
        return [
            "connections": .integer(counts.connectionsOpen), "websockets": .integer(counts.webSocketsOpen),
            "messages_received": .integer(counts.messagesReceived), "messages_sent": .integer(counts.messagesSent),
            "bytes_received": .integer(counts.bytesReceived), "bytes_sent": .integer(counts.bytesSent),
            "overflows": .integer(counts.overflows),
        ]
    }

    private var processStats: JSONValue {
        let usage = meters.meters.processUsage
        let limits = ProcessLimits.now()
        return [
            "cpu_s": .number(rounded(usage.processorSeconds)), "processors": .number(limits.processors),
            "rss_bytes": .integer(usage.residentBytes), "memory_limit_bytes": .integer(limits.memoryBytes),
            "threads": .integer(usage.threads), "open_files": .integer(usage.openFiles),
        ]
    }

    private var alertStats: JSONValue {
        .array(
            alerts.active.map { alert, value, threshold in
                [
                    "alert": .string(alert.rawValue), "summary": .string(alert.summary),
                    "value": value.map { .number(rounded($0)) } ?? .null, "threshold": .number(threshold), "unit": .string(alert.unit),
                ]
            })
    }

    private func object<Label: MetricLabel>(_ labels: some Sequence<Label>, _ value: (Label) -> JSONValue) -> JSONValue {
        .object(Dictionary(labels.map { ($0.rawValue, value($0)) }) { first, _ in first })
    }

    /// Three digits behind the point are plenty.
    private func rounded(_ value: Double) -> Double { (value * 1_000).rounded() / 1_000 }
}
