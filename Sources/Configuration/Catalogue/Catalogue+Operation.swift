extension Catalogue {
    static let log: [Setting] = [
        .choice(
            "log.level", \.log.level, ["debug", "info", "warning", "error"], .restart,
            "What is said: debug adds a line for each answer, with where its time went."),
        .choice(
            "log.format", \.log.format, ["text", "json"], .restart,
            "Sentences for people, or one JSON object a line. Neither holds anything a person said."),
    ]

    static let telemetry: [Setting] = [
        .list(
            "telemetry.readers", \.telemetry.readers, maximumCount: 100, .restart,
            "Accounts that may read /metrics and /v1/stats. local is whoever is on this machine without a key; \"*\" everyone who is let in."
        ),
        .text(
            "telemetry.crash_folder", \.telemetry.crashFolder, maximumBytes: 4_000, .restart,
            "Where the report of a crash is left; empty is coda/crashes in XDG_STATE_HOME or ~/.local/state, none writes no file."),
    ]

    static let alerts: [Setting] = [
        .integer(
            "alerts.turn_p95_ms", \.alerts.turnP95Milliseconds, 0...60_000, .restart,
            "95th percentile, over five minutes, of the time from the end of speech to the first audible sample."),
        .number(
            "alerts.error_percent", \.alerts.errorPercent, 0...100, .restart,
            "Turns that fail, and calls that fail of each component, over five minutes."),
        .number(
            "alerts.cpu_percent", \.alerts.processorPercent, 0...100, .restart,
            "Processor time, of all that the process may use."),
        .integer(
            "alerts.cpu_for_s", \.alerts.processorSeconds, 0...86_400, .restart, "How long the processors must have been that busy."),
        .number(
            "alerts.memory_percent", \.alerts.memoryPercent, 0...100, .restart,
            "Resident memory, of the control group's limit or the machine's."),
        .number(
            "alerts.growth_mb_per_hour", \.alerts.growthMegabytesPerHour, 0...1_000_000, .restart,
            "How fast resident memory may grow, by the last hour."),
        .number(
            "alerts.device_memory_percent", \.alerts.deviceMemoryPercent, 0...100, .restart,
            "Memory of an accelerator, of the budget set for it; without such a budget there is no alert."),
        .number(
            "alerts.cache_hits_percent", \.alerts.cacheHitPercent, 0...100, .restart,
            "Clauses found in the synthesiser's cache, over ten minutes; fewer are told."),
        .number(
            "alerts.queue_percent", \.alerts.queuePercent, 0...100, .restart,
            "How full a queue may be; one that refuses something is full."),
        .text(
            "alerts.webhook", \.alerts.webhook, maximumBytes: 2_000, .restart,
            "http:// address that is sent a JSON object for each alert that begins or ends; empty sends nothing."
        ).asPrivate,
    ]
}
