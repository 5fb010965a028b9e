internal import Network
internal import Realtime
internal import Resources
internal import Speech
internal import Telemetry

/// Why a session was not opened.
enum SessionRefusal: String, MetricLabel {
    case keyWanted = "key_wanted"
    case noKeys = "no_keys"
    case foreignOrigin = "foreign_origin"
    case tooManySessions = "too_many_sessions"
    case tooManyFailedKeys = "too_many_failed_keys"
    case tooManyViolations = "too_many_violations"
    case sessionGone = "session_gone"
    case malformed
    case notReady = "not_ready"
    case overloadedProcessor = "overloaded_processor"
    case overloadedRecognizer = "overloaded_recognizer"
    case overloadedLateness = "overloaded_lateness"

    init(_ refusal: Refusal) {
        self =
            switch refusal {
            case .keyMissing, .keyWrong, .clientSecretUnknown, .keyWanted: .keyWanted
            case .serverHasNoKeys: .noKeys
            case .foreignOrigin, .notForAccount, .notForAnyone: .foreignOrigin
            case .tooManySessions: .tooManySessions
            case .tooManyFailures: .tooManyFailedKeys
            case .tooManyClientSecrets, .tooManyCuts: .tooManyViolations
            }
    }
}

extension ServiceLevel: MetricLabel {}

/// Which way bytes go, as the server sees it.
private enum Direction: String, MetricLabel {
    case received, sent
}

/// What becomes of a message about an alert.
enum Delivery: String, MetricLabel {
    case delivered, failed
}

/// What a server counts beside its sessions' work.
final class ServerMeters: Sendable {
    let meters: Meters
    let opened: MetricCounter
    let resumed: MetricCounter
    let refused: MetricFamily<SessionRefusal, MetricCounter>
    let levels: MetricFamily<ServiceLevel, MetricCounter>
    let alerts: MetricFamily<Alert, MetricGauge>
    let deliveries: MetricFamily<Delivery, MetricCounter>
    private let traffic: Traffic
    private let ticker: Ticker
    private let service: ServiceWatch

    /// - Parameters:
    ///   - ticker: knows the sessions.
    ///   - waitingTasks: pieces of their work that wait for a thread.
    init(_ meters: Meters, traffic: Traffic, ticker: Ticker, service: ServiceWatch, waitingTasks: @escaping @Sendable () -> Int) {
        self.meters = meters
        self.traffic = traffic
        self.ticker = ticker
        self.service = service
        let registry = meters.registry
        registry.sampled("coda_sessions", "Sessions that are open.") { Double(ticker.count) }
        opened = registry.counter("coda_sessions_total", "Sessions that were opened.")
        resumed = registry.counter("coda_sessions_resumed_total", "Connections that came back to their session.")
        refused = registry.counters(
            "coda_sessions_refused_total", "Connections that got no session, by reason.", label: "reason", of: SessionRefusal.self)
        registry.sampled("coda_headroom_share", "How far the server is from the nearest of its limits, 0 to 1.") {
            service.status(openSessions: ticker.count).headroom
        }
        registry.sampled("coda_admits", "1 while another session would be let in.") {
            service.status(openSessions: ticker.count).admits ? 1 : 0
        }
        registry.sampled("coda_service_level", "Steps by which sessions get less than everything, 0 to 3.") {
            Double(service.state.current.level.step)
        }
        levels = registry.counters(
            "coda_service_level_changes_total", "Changes of the level of service, by the new one.", label: "level", of: ServiceLevel.self)
        registry.sampled("coda_session_cost_processors", "Processors that one more conversation is expected to take.") {
            service.status(openSessions: ticker.count).cost
        }
        registry.sampled("coda_mailbox_share", "How full the fullest session's mailbox is, 0 to 1.") { ticker.fullestMailbox }
        registry.sampled("coda_session_tasks_waiting", "Pieces of sessions' work that wait for a thread.") { Double(waitingTasks()) }
        registry.sampled("coda_connections", "Connections that are open.") { Double(traffic.counts.connectionsOpen) }
        registry.sampled("coda_connections_total", "Connections that were accepted.", .counter) { Double(traffic.counts.connectionsOpened) }
        registry.sampled("coda_websockets", "WebSockets that are open.") { Double(traffic.counts.webSocketsOpen) }
        registry.sampled("coda_websockets_total", "WebSockets that were opened.", .counter) { Double(traffic.counts.webSocketsOpened) }
        registry.sampled(
            "coda_websocket_messages_total", "WebSocket messages by direction.", .counter, label: "direction", of: Direction.self
        ) { Double($0 == .received ? traffic.counts.messagesReceived : traffic.counts.messagesSent) }
        registry.sampled(
            "coda_websocket_bytes_total", "Their bytes, without frames.", .counter, label: "direction", of: Direction.self
        ) { Double($0 == .received ? traffic.counts.bytesReceived : traffic.counts.bytesSent) }
        registry.sampled("coda_websocket_overflows_total", "WebSockets closed because their peer reads too slowly.", .counter) {
            Double(traffic.counts.overflows)
        }
        alerts = registry.gauges("coda_alert_active", "1 while the alert is on.", label: "alert", of: Alert.self)
        deliveries = registry.counters(
            "coda_alert_messages_total", "Messages to the webhook by what became of them.", label: "outcome", of: Delivery.self)
    }

    var counts: Traffic.Counts { traffic.counts }

    /// What the headroom is judged by, now; its time is not filled in.
    ///
    /// - Parameters:
    ///   - limits: of this process.
    ///   - lateness: of the sessions' pieces of work that still wait.
    func headroomSample(_ limits: ProcessLimits, lateness: Duration) -> HeadroomSample {
        let used = ProcessorTime.now()
        let recognizer = meters.occupancy
        let loading = recognizer?.loadingSeconds ?? 0
        var sample = HeadroomSample()
        sample.ownSeconds = used.own - loading
        sample.machineSeconds = used.machine - loading
        sample.processors = limits.processors
        sample.machineProcessors = used.machineProcessors
        sample.lateness = max(lateness, ticker.takeLateness())
        sample.recognizerWait = recognizer?.oldestWait ?? .zero
        sample.liveSessions = ticker.takeLive()
        return sample
    }

    /// What alerts are judged by, now.
    var sample: AlertSample {
        var sample = AlertSample()
        sample.seconds = meters.started.elapsed / .seconds(1)
        sample.turnLatency = meters.latency.counts
        sample.turns = TurnOutcome.allCases.reduce(0) { $0 + meters.turns[$1].value }
        sample.failedTurns = meters.turns[.failed].value
        for component in Component.allCases {
            sample.calls[component] = meters.calls[component].value
            sample.errors[component] = meters.errors[component].value
        }
        let usage = meters.processUsage
        let limits = ProcessLimits.now()
        sample.processorSeconds = usage.processorSeconds
        sample.processors = limits.processors
        sample.memoryBytes = usage.residentBytes
        sample.memoryLimitBytes = limits.memoryBytes
        let cache = meters.cache
        sample.cacheHits = cache?.hits ?? 0
        sample.cacheLookups = sample.cacheHits + (cache?.misses ?? 0)
        sample.queueShare = ticker.fullestMailbox
        for load in QueueName.allCases.compactMap({ meters.load(of: $0) }) {
            sample.queueShare = max(sample.queueShare, Double(load.waiting) / Double(max(1, load.capacity)))
            sample.refusedJobs += load.refused
        }
        return sample
    }
}
