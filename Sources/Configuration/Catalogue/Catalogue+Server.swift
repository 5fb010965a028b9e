extension Catalogue {
    static let server: [Setting] = [
        .text(
            "server.host", \.server.host, maximumBytes: 255, .restart,
            "Address to listen at. 127.0.0.1 serves this machine only; 0.0.0.0 serves every network it is in."),
        .integer("server.port", \.server.port, 0...65_535, .restart, "Port to listen at; 0 lets the kernel choose a free one."),
        .integer(
            "server.maximum_connections", \.server.maximumConnections, 1...100_000, .restart,
            "Connections served at once; more are answered 503. An idle session costs about 11 KiB."),
        .integer(
            "server.session_threads", \.server.sessionThreads, 1...64, .restart,
            "Threads on which sessions run. One a core is plenty; the engines have threads of their own."),
        .list(
            "server.allowed_origins", \.server.allowedOrigins, maximumCount: 100, .restart,
            "Web pages that may connect beside Coda's own, such as https://desk.example; any other page is answered 403."),
        .integer(
            "server.maximum_head_kib", \.server.maximumHeadKiB, 1...1_024, .restart,
            "Longest head of an HTTP request; more is answered 431."),
        .integer(
            "server.maximum_body_kib", \.server.maximumBodyKiB, 1...65_536, .restart,
            "Longest body of an HTTP request; more is answered 413."),
        .integer(
            "server.maximum_message_kib", \.server.maximumMessageKiB, 16...65_536, .restart,
            "Longest WebSocket message; more closes the connection with 1009. 16 MiB hold five minutes of sound."),
        .integer(
            "server.maximum_queued_kib", \.server.maximumQueuedKiB, 64...262_144, .restart,
            "What may wait for a slow reader; more closes its connection with 1008."),
        .integer(
            "server.messages_per_second", \.server.messagesPerSecond, 10...100_000, .restart,
            "WebSocket frames a client may send in the long run; more closes it with 1008. Sound in 20 ms pieces needs 50."),
        .integer(
            "server.message_burst", \.server.messageBurst, 10...1_000_000, .restart,
            "WebSocket frames a client may send at once, beyond the rate; 5000 are a recording of 100 s in pieces of 20 ms."),
        .integer(
            "server.message_timeout_s", \.server.messageTimeoutSeconds, 1...3_600, .restart,
            "From the first byte of a WebSocket message to its last; who takes longer is closed with 1008."),
        .integer(
            "server.maximum_connections_per_address", \.server.maximumConnectionsPerAddress, 1...100_000, .restart,
            "Connections from one address of another machine; more are answered 429. Raise it where many people share an address."),
        .integer(
            "server.head_timeout_s", \.server.headTimeoutSeconds, 1...3_600, .restart,
            "How long a request's head may take, so that slow senders hold no connection."),
        .integer("server.body_timeout_s", \.server.bodyTimeoutSeconds, 1...3_600, .restart, "How long a request's body may take."),
        .integer(
            "server.keep_alive_timeout_s", \.server.keepAliveTimeoutSeconds, 1...3_600, .restart,
            "How long an HTTP connection may stay silent between requests."),
        .integer(
            "server.response_timeout_s", \.server.responseTimeoutSeconds, 1...3_600, .restart,
            "How long a client may take to read an HTTP response."),
        .integer(
            "server.idle_timeout_s", \.server.idleTimeoutSeconds, 10...86_400, .restart,
            "How long a WebSocket may stay silent; after half of it the client is asked by a ping, at its end closed with 1001."),
        .integer(
            "server.close_timeout_s", \.server.closeTimeoutSeconds, 1...60, .restart,
            "How long a client may take to answer a close, and to read what is queued before it."),
        .integer(
            "server.drain_s", \.server.drainSeconds, 0...600, .restart,
            "How long replies under way may go on when the server stops."),
    ]

    static let tls: [Setting] = [
        .text(
            "server.tls.certificate", \.server.tls.certificate, maximumBytes: 4_000, .restart,
            "PEM file of the certificate and its chain; empty serves without encryption. Its contents are read again on SIGHUP."),
        .text(
            "server.tls.key", \.server.tls.key, maximumBytes: 4_000, .restart,
            "PEM file of the certificate's private key. Its contents are read again on SIGHUP."),
    ]

    static let access: [Setting] = [
        .text(
            "access.keys_file", \.access.keysFile, maximumBytes: 4_000, .restart,
            "File with the keys of those who may connect; needed at any address but loopback. Its contents are read again on SIGHUP."),
        .flag(
            "access.require_keys", \.access.requiresKeys, .restart,
            "Whether this machine's own clients need a key too: for a reverse proxy here, behind which everyone looks local."),
        .flag(
            "access.insecure_no_keys", \.access.insecureNoKeys, .restart,
            "Whether everyone who reaches the address is let in: only behind something that checks who they are."),
        .integer(
            "access.sessions_per_account", \.access.sessionsPerAccount, 1...10_000, .restart,
            "Sessions one account may hold at once, all its keys together; more are answered 429."),
        .integer(
            "access.client_secret_s", \.access.clientSecretSeconds, 10...7_200, .restart,
            "How long a client secret made for a browser may be used to connect."),
        .integer(
            "access.client_secrets_per_minute", \.access.clientSecretsPerMinute, 1...10_000, .restart,
            "Client secrets one account may make in a minute; more are answered 429."),
        .integer(
            "access.failed_keys_per_minute", \.access.failedKeysPerMinute, 1...10_000, .restart,
            "Wrong keys from one address in a minute; after that it is answered 429, so that keys cannot be guessed."),
        .integer(
            "access.violations_per_minute", \.access.violationsPerMinute, 1...10_000, .restart,
            "Sessions of one account that may be cut for breaking a limit in a minute; after that it is answered 429."),
    ]

    static let admission: [Setting] = [
        .flag(
            "admission.enabled", \.admission.isEnabled, .restart,
            "Whether new sessions are refused, and sessions get less, while there is no headroom; it is measured and told in any case."),
        .number(
            "admission.cpu_percent", \.admission.processorPercent, 1...100, .restart,
            "Processor use, of what Coda can count on, up to which sessions are let in and get everything. The rest is for bursts."),
    ]

    static let sessions: [Setting] = [
        .integer(
            "sessions.resume_s", \.sessions.resumeSeconds, 0...3_600, .newSessions,
            "How long a session waits for its client to come back; 0 ends it with the connection."),
        .integer(
            "sessions.resume_log_kib", \.sessions.resumeLogKiB, 64...65_536, .newSessions,
            "What a session remembers of what it sent, to send it again; at most 3/4 of server.maximum_queued_kib count."),
    ]

    static let recording: [Setting] = [
        .text(
            "recording.folder", \.recording.folder, maximumBytes: 4_000, .restart,
            "Folder in which every session's events are written for coda replay; empty records nothing. People's words are in them: the files "
                + "are their owner's alone, and nothing deletes them."),
        .flag(
            "recording.audio", \.recording.keepsAudio, .restart,
            "Whether the microphone's sound is kept beside them, as WAV of 32 KB a second."),
    ]

    static let profile: [Setting] = [
        .choice(
            "profile.level", \.profile.level, ["off", "basic", "detailed", "comprehensive"], .newSessions,
            "How closely time is looked at: basic the stages of a turn, detailed also calls and waits, comprehensive also every window and "
                + "frame. Changed by SIGHUP at once: the profile so far is closed, and another begins."),
        .text(
            "profile.folder", \.profile.folder, maximumBytes: 4_000, .newSessions,
            "Folder for the profiles that are closed, as a report and as a Chrome trace; empty writes none. Times and numbers only."),
        .text(
            "profile.otlp_url", \.profile.otlpURL, maximumBytes: 4_000, .restart,
            "Where an OpenTelemetry collector takes traces as JSON, such as http://127.0.0.1:4318/v1/traces; empty sends none."
        ).asPrivate,
    ]

    static let workers: [Setting] = [
        .integer(
            "workers.turn_model_threads", \.workers.turnModelThreads, 1...64, .restart,
            "Threads that run the turn model: about 45 ms a pause on one core."),
        .integer(
            "workers.turn_model_queue", \.workers.turnModelQueue, 1...10_000, .restart,
            "Pauses that may wait for the turn model; beyond it silence alone decides."),
    ]
}
