internal import Audio
package import Configuration
internal import Dialogue
package import Network
package import Realtime
package import Resources
package import Telemetry
internal import Wire

/// What the settings mean for each part of the program.
extension Settings {
    package var serverConfiguration: ServerConfiguration {
        var configuration = ServerConfiguration()
        configuration.host = server.host
        configuration.port = server.port
        configuration.maximumConnections = server.maximumConnections
        configuration.maximumHeadBytes = server.maximumHeadKiB << 10
        configuration.maximumBodyBytes = server.maximumBodyKiB << 10
        configuration.maximumMessageBytes = server.maximumMessageKiB << 10
        configuration.maximumQueuedBytes = server.maximumQueuedKiB << 10
        configuration.headTimeout = .seconds(server.headTimeoutSeconds)
        configuration.bodyTimeout = .seconds(server.bodyTimeoutSeconds)
        configuration.keepAliveTimeout = .seconds(server.keepAliveTimeoutSeconds)
        configuration.responseTimeout = .seconds(server.responseTimeoutSeconds)
        configuration.closeTimeout = .seconds(server.closeTimeoutSeconds)
        configuration.messagesPerSecond = server.messagesPerSecond
        configuration.messageBurst = server.messageBurst
        configuration.messageTimeout = .seconds(server.messageTimeoutSeconds)
        configuration.maximumConnectionsPerPeer = server.maximumConnectionsPerAddress
        configuration.idleTimeout = .seconds(server.idleTimeoutSeconds)
        if !server.tls.certificate.isEmpty || !server.tls.key.isEmpty {
            configuration.tls = TLSFiles(certificateChain: server.tls.certificate, key: server.tls.key)
        }
        return configuration
    }

    package var doorPolicy: DoorPolicy {
        var policy = DoorPolicy()
        policy.keysFile = access.keysFile.isEmpty ? nil : access.keysFile
        policy.requiresKeys = access.requiresKeys
        policy.servesAnyone = access.insecureNoKeys
        policy.allowedOrigins = server.allowedOrigins
        policy.sessionsPerAccount = access.sessionsPerAccount
        policy.clientSecretSeconds = access.clientSecretSeconds
        policy.clientSecretsPerMinute = access.clientSecretsPerMinute
        policy.failedKeysPerMinute = access.failedKeysPerMinute
        policy.cutsPerMinute = access.violationsPerMinute
        policy.telemetryReaders = telemetry.readers
        return policy
    }

    package var alertThresholds: AlertThresholds {
        var thresholds = AlertThresholds()
        thresholds.turnLatencyMilliseconds = Double(alerts.turnP95Milliseconds)
        thresholds.errorPercent = alerts.errorPercent
        thresholds.processorPercent = alerts.processorPercent
        thresholds.processorSeconds = Double(alerts.processorSeconds)
        thresholds.memoryPercent = alerts.memoryPercent
        thresholds.growthMegabytesPerHour = alerts.growthMegabytesPerHour
        thresholds.deviceMemoryPercent = alerts.deviceMemoryPercent
        thresholds.cacheHitPercent = alerts.cacheHitPercent
        thresholds.queuePercent = alerts.queuePercent
        return thresholds
    }

    package var headroomLimits: HeadroomLimits {
        var limits = HeadroomLimits()
        limits.isEnabled = admission.isEnabled
        limits.processorShare = admission.processorPercent / 100
        return limits
    }

    package var engineOptions: EngineOptions {
        var options = EngineOptions()
        options.voiceActivity = VoiceActivityEngine(rawValue: vad.engine) ?? .auto
        options.voiceActivityDelay = .milliseconds(vad.batchDelayMilliseconds)
        options.recognizerSlots = recognizer.slots
        options.recognizerThreads = recognizer.threads
        options.recognizerQueuePerSlot = recognizer.queuePerSlot
        options.synthesizerThreads = synthesizer.threads
        options.synthesizerQueue = synthesizer.queue
        // Two bytes a sample.
        options.synthesizerCacheSamples = synthesizer.cacheKiB << 9
        options.workerThreads = workers.turnModelThreads
        options.workerQueue = workers.turnModelQueue
        return options
    }

    /// What sessions are set to until their clients say otherwise.
    package var sessionDefaults: SessionDefaults {
        var defaults = SessionDefaults()
        defaults.inputBufferBytes = audio.inputBufferKiB << 10
        defaults.resumeLimit = .seconds(sessions.resumeSeconds)
        defaults.resumeLogBytes = sessions.resumeLogKiB << 10
        defaults.configuration.instructions = reply.instructions
        defaults.configuration.speaks = reply.isSpoken
        defaults.configuration.voice = synthesizer.voice
        defaults.configuration.speed = synthesizer.speed
        defaults.configuration.inputFormat = .pcm16(SampleRate(hertz: audio.inputRateHertz) ?? .hz24000)
        defaults.configuration.outputFormat = .pcm16(SampleRate(hertz: audio.outputRateHertz) ?? .hz24000)
        if audio.cancelsEcho { defaults.configuration.cancelsEcho = true }
        if audio.noiseReduction != "none" { defaults.configuration.noiseReduction = ["type": .string(audio.noiseReduction)] }
        if audio.controlsGain { defaults.configuration.controlsGain = true }
        defaults.configuration.interruptsResponse = turn.interruptsReply
        defaults.configuration.serverVAD.threshold = turn.threshold
        defaults.configuration.serverVAD.prefixPadding = turn.prefixPaddingMilliseconds
        defaults.configuration.serverVAD.silence = turn.silenceDurationMilliseconds
        defaults.configuration.turnDetection =
            turn.detection == "silence"
            ? .serverVAD(
                threshold: turn.threshold, prefixPadding: turn.prefixPaddingMilliseconds, silence: turn.silenceDurationMilliseconds,
                idleTimeout: nil)
            : .semanticVAD(eagerness: turn.eagerness)
        defaults.conversation = conversationSettings
        return defaults
    }

    private var conversationSettings: ConversationSettings {
        var settings = ConversationSettings()
        settings.speechThreshold = Float(turn.threshold)
        settings.silenceDrop = Float(turn.silenceDropDecibels)
        settings.prefixPadding = .milliseconds(turn.prefixPaddingMilliseconds)
        settings.onset = .milliseconds(turn.minimumSpeechMilliseconds)
        settings.bargeIn = .milliseconds(turn.bargeInMilliseconds)
        settings.reversesBargeIn = turn.reversesBargeIn
        settings.duckDepth = Float(turn.duckDecibels)
        settings.holdAfter = .milliseconds(turn.holdAfterMilliseconds)
        settings.minimumSilence = .milliseconds(turn.minimumSilenceMilliseconds)
        settings.silenceFallback = .milliseconds(turn.silenceFallbackMilliseconds)
        settings.starvation = .milliseconds(turn.starvationMilliseconds)
        settings.longestTurn = .seconds(turn.longestTurnSeconds)
        settings.outputLead = .milliseconds(audio.outputLeadMilliseconds)
        settings.outputChunk = .milliseconds(audio.outputChunkMilliseconds)
        settings.historyTurns = reply.historyTurns
        settings.idleTimeout = turn.idlePromptSeconds > 0 ? .seconds(turn.idlePromptSeconds) : nil
        settings.fillerDelay = .milliseconds(reply.fillerDelayMilliseconds)
        settings.fillerText = reply.fillerText
        settings.filler =
            switch reply.filler {
            case "sound": .sound
            case "words" where !reply.fillerText.isEmpty: .words
            default: nil
            }
        return settings
    }
}
