extension Catalogue {
    static let audio: [Setting] = [
        .oneOf(
            "audio.input_rate_hz", \.audio.inputRateHertz, [16_000, 24_000], .newSessions,
            "Sample rate of PCM16 from clients that name none. 24000 is what stock clients send; 16000 saves the conversion."),
        .oneOf(
            "audio.output_rate_hz", \.audio.outputRateHertz, [16_000, 24_000], .newSessions,
            "Sample rate of PCM16 to clients that name none. The voices are made at 16000."),
        .integer(
            "audio.output_lead_ms", \.audio.outputLeadMilliseconds, 40...2_000, .newSessions,
            "How far ahead of the ear sound is sent. More bears a worse network; what was sent cannot be taken back when the person speaks."
        ),
        .integer(
            "audio.output_chunk_ms", \.audio.outputChunkMilliseconds, 0...1_000, .newSessions,
            "Sound in one message to the client, at least, where there is more to send; half of output_lead_ms is the most that counts. "
                + "Longer messages are fewer and cost less; 0 sends what may leave every 20 ms."),
        .integer(
            "audio.input_buffer_kib", \.audio.inputBufferKiB, 64...65_536, .newSessions,
            "How far a client may be ahead of its session; more closes its connection with 1008."),
        .flag(
            "audio.echo_cancellation", \.audio.cancelsEcho, .newSessions,
            "Take what Coda says out of what it hears, for clients that send a raw microphone beside a loudspeaker."
        ),
        .choice(
            "audio.noise_reduction", \.audio.noiseReduction, ["none", "near_field", "far_field"], .newSessions,
            "Lower steady noise by up to 15 dB (near_field: a headset) or 25 dB (far_field: a microphone across the room)."),
        .flag(
            "audio.gain_control", \.audio.controlsGain, .newSessions,
            "Raise quiet voices and lower loud ones to one level, by at most 24 dB."),
    ]

    static let turn: [Setting] = [
        .choice(
            "turn.detection", \.turn.detection, ["semantic", "silence"], .newSessions,
            "semantic asks the turn model whether the person has finished; silence waits for silence_duration_ms."),
        .choice(
            "turn.eagerness", \.turn.eagerness, ["auto", "low", "medium", "high"], .newSessions,
            "How soon a pause ends a turn: sooner and more often too soon with high. Longest wait: low 1500 ms, medium 830 ms, high 700 ms, "
                + "auto silence_fallback_ms with the doubt of medium."),
        .integer(
            "turn.vad_aggressiveness", \.turn.aggressiveness, 0...3, .newSessions,
            "How strictly sound must be speech: 0 hears the faintest voice, 3 the least noise. Sets threshold and silence_drop_decibels."),
        .number(
            "turn.threshold", \.turn.threshold, 0.05...0.95, .newSessions,
            "Probability from which a window of 32 ms is speech. Raise it where noise opens turns."),
        .number(
            "turn.silence_drop_decibels", \.turn.silenceDropDecibels, 6...60, .newSessions,
            "A window this far below the turn's loudest ones is silence, whatever its probability: the detector lags the ear."),
        .integer(
            "turn.prefix_padding_ms", \.turn.prefixPaddingMilliseconds, 0...700, .newSessions,
            "Sound from before the first speech that belongs to the turn, so that no first consonant is lost."),
        .integer(
            "turn.minimum_speech_ms", \.turn.minimumSpeechMilliseconds, 32...320, .newSessions,
            "Speech that opens a turn. Raise it where clicks do; every window is 32 ms."),
        .integer(
            "turn.barge_in_ms", \.turn.bargeInMilliseconds, 32...400, .newSessions,
            "Speech that interrupts at once, where reversible_barge_in is off or no sound was sent yet: longer, so that a cough does not."),
        .flag(
            "turn.reversible_barge_in", \.turn.reversesBargeIn, .newSessions,
            "Whether speech over a reply first lowers and holds it; a \"mm-hm\", a noise or its own echo then lets it go on at the same word."
        ),
        .number(
            "turn.duck_decibels", \.turn.duckDecibels, 0...40, .newSessions,
            "How far a reply is lowered at the first speech over it. Around 14 is clearly quieter, but no gap."),
        .integer(
            "turn.hold_after_ms", \.turn.holdAfterMilliseconds, 64...400, .newSessions,
            "Speech over a reply after which no more of it is sent until it is clear what it was. More holds less often and falls silent later."
        ),
        .flag(
            "turn.interrupt_reply", \.turn.interruptsReply, .newSessions,
            "Whether speech stops a reply under way; without it a reply is always spoken to its end."),
        .integer(
            "turn.minimum_silence_ms", \.turn.minimumSilenceMilliseconds, 32...2_000, .newSessions,
            "Silence that ends a turn the turn model is sure of. Less answers sooner and cuts in more often."),
        .integer(
            "turn.silence_fallback_ms", \.turn.silenceFallbackMilliseconds, 100...10_000, .newSessions,
            "Silence that ends a turn whatever the turn model says; at least minimum_silence_ms. Lesser doubt waits in proportion."),
        .integer(
            "turn.silence_duration_ms", \.turn.silenceDurationMilliseconds, 50...10_000, .newSessions,
            "Silence that ends a turn with detection silence, and for clients that ask for server_vad without naming theirs."),
        .integer(
            "turn.starvation_ms", \.turn.starvationMilliseconds, 100...10_000, .newSessions,
            "Time without any sound from the client from which on it counts as silence. Raise it for networks that stall."),
        .integer(
            "turn.longest_turn_s", \.turn.longestTurnSeconds, 5...300, .newSessions,
            "A longer turn is taken as it stands, so that an open microphone holds no recogniser."),
        .integer(
            "turn.idle_prompt_s", \.turn.idlePromptSeconds, 0...3_600, .newSessions,
            "Silence after a reply until Coda asks whether the person is there; 0 never asks. A client's idle_timeout_ms comes first."),
    ]

    static let voiceActivity: [Setting] = [
        .choice(
            "vad.engine", \.vad.engine, ["auto", "native", "onnx"], .restart,
            "native is Coda's own kernel, onnx is ONNX Runtime in batches across sessions; both say the same. auto is native where its "
                + "weights are there."),
        .integer(
            "vad.batch_delay_ms", \.vad.batchDelayMilliseconds, 0...5, .restart,
            "How long a window may wait for those of other sessions, with engine onnx. More makes batches larger and answers later."),
    ]

    static let recognizer: [Setting] = [
        .integer(
            "recognizer.slots", \.recognizer.slots, 1...64, .restart,
            "People who can speak at the same moment. Each costs about 88 MiB; two are warm before ready, the rest soon after."),
        .integer("recognizer.threads", \.recognizer.threads, 1...64, .restart, "Threads that decode speech; more than cores gain nothing."),
        .integer(
            "recognizer.queue_per_slot", \.recognizer.queuePerSlot, 1...1_000, .restart,
            "Pieces of work that may wait for these threads, for each slot, beside 16 for all; beyond it a turn fails as busy."),
    ]

    static let synthesizer: [Setting] = [
        .choice("synthesizer.voice", \.synthesizer.voice, ["slt", "rms", "kal16"], .newSessions, "Voice of sessions that name none."),
        .number("synthesizer.speed", \.synthesizer.speed, 0.25...1.5, .newSessions, "Speed of speech; 1 is the voice's own."),
        .integer(
            "synthesizer.threads", \.synthesizer.threads, 1...64, .restart,
            "Threads that synthesise: each is fifty times faster than speech."),
        .integer(
            "synthesizer.queue", \.synthesizer.queue, 8...10_000, .restart,
            "Clauses that may wait for these threads; beyond it a reply fails as busy."),
        .integer(
            "synthesizer.cache_kib", \.synthesizer.cacheKiB, 0...1_048_576, .restart,
            "Sound of clauses that come again, kept to be spoken at once; 32 KiB a second of it, 0 keeps none."),
    ]

    static let reply: [Setting] = [
        Setting.text(
            "reply.instructions", \.reply.instructions, maximumBytes: 32_768, .newSessions,
            "What Coda is told about its part in sessions whose client tells it nothing."
        ).asPrivate,
        .flag("reply.spoken", \.reply.isSpoken, .newSessions, "Whether replies are spoken; false gives text only."),
        .integer(
            "reply.history_turns", \.reply.historyTurns, 0...200, .newSessions,
            "Earlier questions and answers Coda has in mind; the oldest fall first."),
        .choice(
            "reply.filler", \.reply.filler, ["none", "sound", "words"], .newSessions,
            "What is heard while an answer takes long. Only for clients with ?events=coda&audio=binary, which can tell it from the answer."),
        .integer(
            "reply.filler_delay_ms", \.reply.fillerDelayMilliseconds, 200...30_000, .newSessions,
            "How long an answer may take before the filler is heard."),
        .text(
            "reply.filler_text", \.reply.fillerText, maximumBytes: 200, .newSessions, "What filler \"words\" says, once in an answer."),
        .choice(
            "reply.mode", \.reply.mode, ["direct", "llm", "hybrid", "adaptive"], .restart,
            "Who makes replies where the client does not say: this machine's intents; the language model; the intents where they are sure and "
                + "the model otherwise, with something said at once; or whichever suits the turn. Without a model all are direct."),
        .choice(
            "reply.cache", \.reply.cache, ["off", "exact", "near"], .restart,
            "Whether a language model's answer that holds for everybody is given again to the same question, or also to one that means the "
                + "same."),
        .integer("reply.cache_entries", \.reply.cacheEntries, 1...100_000, .restart, "Answers kept; the longest unused goes first."),
        .integer("reply.cache_kib", \.reply.cacheKiB, 64...1_048_576, .restart, "Memory for questions and answers together."),
        .integer("reply.cache_s", \.reply.cacheSeconds, 1...604_800, .restart, "How long an answer is kept."),
    ]

    static let intents: [Setting] = [
        .text(
            "intents.folder", \.intents.folder, maximumBytes: 4_000, .restart,
            "Folder of your own intent packs, over Coda's; empty is coda/intents in XDG_CONFIG_HOME or ~/.config. Changes are read at once."
        ),
        .flag(
            "intents.compare_meaning", \.intents.comparesMeaning, .restart,
            "Whether sentences are told apart by meaning too, for 60 MB of memory and some ms a turn; false compares words."),
        .integer(
            "intents.context_s", \.intents.contextSeconds, 1...86_400, .restart,
            "Silence after which \"and tomorrow?\" and \"cancel it\" no longer reach back."),
        .integer("intents.max_history", \.intents.maximumHistory, 1...100, .restart, "Turns that these reach back."),
    ]
}
