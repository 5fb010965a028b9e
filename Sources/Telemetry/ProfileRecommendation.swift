/// What to change against a bottleneck.
package struct ProfileRecommendation: Sendable, Equatable {
    package var name: SpanName
    /// Settings of the catalogue, by their paths.
    package var settings: [String]
    package var text: String

    private init(_ name: SpanName, _ settings: [String], _ text: String) {
        self.name = name
        self.settings = settings
        self.text = text
    }

    /// What helps where `name` takes too long; `nil` for a turn as a whole, whose parts have advice of their own.
    package static func against(_ name: SpanName) -> ProfileRecommendation? {
        switch name {
        case .turn: nil
        case .detector:
            Self(
                name, ["turn.silence_drop_decibels", "turn.vad_aggressiveness", "audio.noise_reduction"],
                "The end of speech is seen late: lower turn.silence_drop_decibels or raise turn.vad_aggressiveness; in a noisy room "
                    + "set audio.noise_reduction.")
        case .silenceWait:
            Self(
                name, ["turn.minimum_silence_ms", "turn.silence_fallback_ms", "turn.eagerness"],
                "Silence is waited out: lower turn.minimum_silence_ms where the turn model is sure, turn.silence_fallback_ms or a higher "
                    + "turn.eagerness where it is not. Each cuts in more often.")
        case .turnModel, .turnModelCall, .turnModelWait:
            Self(
                name, ["workers.turn_model_threads"],
                "The turn model is waited for: raise workers.turn_model_threads up to the number of cores. Where they are all busy, serve "
                    + "fewer people.")
        case .decoderWait:
            Self(name, ["recognizer.slots"], "Utterances wait for a decoder: raise recognizer.slots, at 88 MiB each.")
        case .recognizer, .recognizerWait, .recognizerDecode, .recognizerPeek, .recognizerFinish:
            Self(
                name, ["recognizer.threads", "recognizer.slots"],
                "Recognition is heavy: raise recognizer.threads up to the number of cores. Where they are all busy, lower recognizer.slots, "
                    + "so that fewer people are heard at once and these in time.")
        case .language, .responderReply:
            Self(
                name, ["reply.history_turns", "reply.filler"],
                "The reply's words come late: lower reply.history_turns, so that there is less to think about, or bridge the wait with "
                    + "reply.filler.")
        case .clauseWait, .clauseCollect:
            Self(
                name, ["reply.instructions", "reply.filler"],
                "The first clause is long in coming: ask for short sentences in reply.instructions, or bridge the wait with reply.filler.")
        case .synthesis, .synthesisCall:
            Self(
                name, ["synthesizer.voice", "synthesizer.cache_kib"],
                "Synthesis is heavy: synthesizer.voice kal16 is the quickest, and a larger synthesizer.cache_kib speaks what comes again at once."
            )
        case .synthesisWait: Self(name, ["synthesizer.threads"], "Clauses wait to be spoken: raise synthesizer.threads.")
        case .leadingSilence:
            Self(name, ["synthesizer.voice"], "The voice begins with silence: another synthesizer.voice begins sooner.")
        case .voiceWindow: Self(name, ["vad.engine"], "Voice activity is heavy: set vad.engine to native.")
        case .queue:
            Self(
                name, ["server.session_threads"],
                "Sessions wait for their threads: raise server.session_threads up to the number of cores.")
        case .inputDecode:
            Self(
                name, ["audio.input_rate_hz"],
                "Sound is converted: with 16000 for audio.input_rate_hz, in clients that can, nothing is.")
        case .inputEnhance:
            Self(
                name, ["audio.noise_reduction", "audio.echo_cancellation", "audio.gain_control"],
                "Cleaning sound is heavy: turn off what the room does not need of audio.noise_reduction, audio.echo_cancellation and "
                    + "audio.gain_control.")
        case .outputSend:
            Self(
                name, ["audio.output_chunk_ms", "audio.output_rate_hz"],
                "Sending is heavy: raise audio.output_chunk_ms for fewer messages, and set audio.output_rate_hz to 16000, which needs no "
                    + "conversion.")
        }
    }
}

extension Profile {
    /// What to change, each advice once, in the order of the bottlenecks.
    package var recommendations: [ProfileRecommendation] {
        var texts: Set<String> = []
        return bottlenecks.compactMap { ProfileRecommendation.against($0.name) }.filter { texts.insert($0.text).inserted }
    }
}
