internal import Resources

extension Bench {
    /// Every benchmark there is, in the order in which all are run.
    package static let all = [
        Bench(
            "turn", "from the end of speech to the reply, through a server and in real time", takes: "12 min", data: .recordings,
            options: ["--clients", "--turns", "--eagerness", "--server"]
        ) {
            try await TurnBench(settings: $0, progress: $1).run()
        },
        Bench(
            "endpoint", "pauses taken for the end of a turn, and how late true ends are noticed", takes: "6 min", data: .recordings,
            options: ["--rows", "--evidence"]
        ) {
            try await EndpointBench(settings: $0, progress: $1).run()
        },
        Bench("bargein", "what stops a reply and what does not, and whether it goes on exactly", takes: "8 min", data: .recordings) {
            try await BargeInBench(settings: $0, progress: $1).run()
        },
        Bench("stt", "word errors, speed and delays of the recogniser", takes: "10 min", data: .recordings) {
            try await RecognitionBench(settings: $0, progress: $1).run()
        },
        Bench("vad", "misses and false alarms against labelled speech, and the cost of a window", takes: "1 min", data: .recordings) {
            try await VoiceActivityBench(settings: $0, progress: $1).run()
        },
        Bench("tts", "from text to its first and its last sample, by voice and length, and from the cache", takes: "1 min") {
            try await SynthesisBench(settings: $0, progress: $1).run()
        },
        Bench(
            "intents", "utterances understood, and those noticed that mean nothing known; what learning and reading take", takes: "1 min",
            data: .optional, options: ["--train", "--test", "--heard"]
        ) {
            try await IntentsBench(settings: $0, progress: $1).run()
        },
        Bench("audio", "preparing, judging, cleaning and converting sound: time, processor, memory", takes: "1 min") {
            try await AudioBench(settings: $0, progress: $1).run()
        },
        Bench("models", "loading each model, running it, and the memory it takes", takes: "1 min") {
            try await ModelsBench(settings: $0, progress: $1).run()
        },
        Bench("providers", "calls through the watched path to engines that do nothing", takes: "1 min") {
            try await ProvidersBench(settings: $0, progress: $1).run()
        },
        Bench(
            "interruptions", "one session interrupted again and again: the last times against the first", takes: "4 min", data: .recordings,
            options: ["--turns"]
        ) {
            try await InterruptionsBench(settings: $0, progress: $1).run()
        },
        Bench("long", "one long session: its last turns against its first, and its memory", takes: "2 min", options: ["--turns"]) {
            try await LongBench(settings: $0, progress: $1).run()
        },
        Bench(
            "concurrency", "1 to 50 live conversations with a server, each speaking 30 % of the time", takes: "10 min", data: .recordings,
            options: ["--clients"]
        ) {
            try await ConcurrencyBench(settings: $0, progress: $1).run()
        },
        Bench(
            "stress", "more and more conversations until an answer is missing, late or misheard: how many, and what bounds them",
            takes: "7 min", data: .recordings
        ) {
            try await StressBench(settings: $0, progress: $1).run()
        },
        Bench(
            "tools", "tool scenarios, arguments right and wrong, finding one among a thousand, and what our layer costs", takes: "1 min",
            data: .optional
        ) {
            try await ToolsBench(settings: $0, progress: $1).run()
        },
        Bench(
            "memory", "storing, retrieving, changing and forgetting among 100,000 memories, beside the bare disk; or kills under load",
            takes: "3 min", options: ["--kills", "--writer"]
        ) {
            try await MemoryBench(settings: $0, progress: $1).run()
        },
        Bench(
            "search", "the nearest of a thousand to a million vectors: time, recall, memory, beside other indexes", takes: "15 min",
            options: ["--sizes", "--peers"]
        ) {
            try await SearchBench(settings: $0, progress: $1).run()
        },
        Bench(
            "soak", "ten thousand turns in sessions that come and go: whether memory grows, and what fails", takes: "10 min",
            data: .optional, options: ["--turns"]
        ) {
            try await SoakBench(settings: $0, progress: $1).run()
        },
        Bench(
            "websocket", "set-up with a key, latency, messages a second, and memory of 10,000 idle sessions", takes: "2 min",
            options: ["--peers"]
        ) {
            try await WebSocketBench(settings: $0, progress: $1).run()
        },
        Bench("spans", "what recording a span costs, and what it costs while nobody wants it", takes: "10 s") { settings, _ in
            SpanBench(settings: settings).run()
        },
        Bench("metrics", "what counting costs: one count, one recorded duration, one look at every metric", takes: "10 s") {
            settings, _ in
            MetricsBench(settings: settings).run()
        },
        Bench(
            "language", "what Coda adds to a language model's words, a change of endpoint, and first words aloud", takes: "4 min"
        ) {
            try await LanguageBench(settings: $0, progress: $1).run()
        },
        Bench("personality", "simulated people: how soon their traits are found, how surely, and what it costs", takes: "3 min") {
            try PersonalityBench(settings: $0, progress: $1).run()
        },
        Bench(
            "recall", "turns of conversations found for questions about them: by meaning, by words, and by both", takes: "2 min",
            data: .optional
        ) {
            try await RecallBench(settings: $0, progress: $1).run()
        },
        Bench("consolidation", "tidying 1,000 to 100,000 memories: time, how many fewer, and whether anything is lost", takes: "4 min") {
            try await ConsolidationBench(settings: $0, progress: $1).run()
        },
        Bench(
            "integration", "turns that need memory, personality and tools at once: time, turns a second, and whether the reply is right",
            takes: "3 min"
        ) {
            try await IntegrationBench(settings: $0, progress: $1).run()
        },
        Bench("startup", "from start to ready, and what an idle session costs", takes: "1 min") {
            try await StartupBench(settings: $0, progress: $1).run()
        },
        Bench(
            "crowd", "the turn benchmark alone, and beside thousands of idle and hundreds of slow connections", takes: "20 min",
            data: .recordings, options: ["--clients", "--turns"]
        ) {
            try await CrowdBench(settings: $0, progress: $1).run()
        },
    ]
}
