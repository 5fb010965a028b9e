/// Every setting of the program as a typed value; the initial values are the defaults.
///
/// Names, ranges and reasons are in `Catalogue`.
package struct Settings: Sendable, Equatable {
    package var preset = "balanced"
    package var server = Server()
    package var access = Access()
    package var admission = Admission()
    package var sessions = Sessions()
    package var audio = Audio()
    package var turn = Turn()
    package var vad = VoiceActivity()
    package var recognizer = Recognizer()
    package var synthesizer = Synthesizer()
    package var reply = Reply()
    package var intents = Intents()
    package var mcp = MCP()
    package var model = Model()
    package var tools = Tools()
    package var memory = Memory()
    package var personality = Personality()
    package var workers = Workers()
    package var recording = Recording()
    package var profile = Profile()
    package var log = Log()
    package var telemetry = Telemetry()
    package var alerts = Alerts()

    package init() {}

    package struct Server: Sendable, Equatable {
        package var host = "127.0.0.1"
        package var port = 8_642
        package var maximumConnections = 16_384
        package var sessionThreads = 2
        package var allowedOrigins: [String] = []
        package var tls = TLS()
        package var maximumHeadKiB = 16
        package var maximumBodyKiB = 1_024
        package var maximumMessageKiB = 16_384
        package var maximumQueuedKiB = 4_096
        package var messagesPerSecond = 500
        package var messageBurst = 5_000
        package var messageTimeoutSeconds = 30
        package var maximumConnectionsPerAddress = 256
        package var headTimeoutSeconds = 10
        package var bodyTimeoutSeconds = 30
        package var keepAliveTimeoutSeconds = 60
        package var responseTimeoutSeconds = 60
        package var idleTimeoutSeconds = 600
        package var closeTimeoutSeconds = 5
        package var drainSeconds = 10
    }

    package struct TLS: Sendable, Equatable {
        package var certificate = ""
        package var key = ""
    }

    package struct Access: Sendable, Equatable {
        package var keysFile = ""
        package var requiresKeys = false
        package var insecureNoKeys = false
        package var sessionsPerAccount = 64
        package var clientSecretSeconds = 600
        package var clientSecretsPerMinute = 60
        package var failedKeysPerMinute = 20
        package var violationsPerMinute = 5
    }

    package struct Sessions: Sendable, Equatable {
        package var resumeSeconds = 30
        package var resumeLogKiB = 3_072
    }

    package struct Audio: Sendable, Equatable {
        package var inputRateHertz = 24_000
        package var outputRateHertz = 24_000
        package var outputLeadMilliseconds = 100
        package var outputChunkMilliseconds = 0
        package var inputBufferKiB = 16_384
        package var cancelsEcho = false
        package var noiseReduction = "none"
        package var controlsGain = false
    }

    package struct Turn: Sendable, Equatable {
        package var detection = "semantic"
        package var eagerness = "auto"
        package var aggressiveness = 1
        package var threshold = 0.5
        package var silenceDropDecibels = 25.0
        package var prefixPaddingMilliseconds = 300
        package var minimumSpeechMilliseconds = 64
        package var bargeInMilliseconds = 192
        package var reversesBargeIn = true
        package var duckDecibels = 14.0
        package var holdAfterMilliseconds = 64
        package var minimumSilenceMilliseconds = 128
        package var silenceFallbackMilliseconds = 830
        package var silenceDurationMilliseconds = 500
        package var starvationMilliseconds = 400
        package var longestTurnSeconds = 60
        package var idlePromptSeconds = 0
        package var interruptsReply = true
    }

    package struct VoiceActivity: Sendable, Equatable {
        package var engine = "auto"
        package var batchDelayMilliseconds = 2
    }

    package struct Recognizer: Sendable, Equatable {
        package var slots = 4
        package var threads = 2
        package var queuePerSlot = 4
    }

    package struct Synthesizer: Sendable, Equatable {
        package var voice = "slt"
        package var speed = 1.0
        package var threads = 1
        package var queue = 1_024
        package var cacheKiB = 2_048
    }

    package struct Reply: Sendable, Equatable {
        package var instructions = ""
        package var isSpoken = true
        package var historyTurns = 20
        package var filler = "none"
        package var fillerDelayMilliseconds = 1_500
        package var fillerText = "One moment."
        package var mode = "adaptive"
        package var cache = "exact"
        package var cacheEntries = 2_000
        package var cacheKiB = 8_192
        package var cacheSeconds = 600
    }

    package struct Intents: Sendable, Equatable {
        package var folder = ""
        package var comparesMeaning = true
        package var contextSeconds = 300
        package var maximumHistory = 10
    }

    package struct MCP: Sendable, Equatable {
        package var serversFile = ""
        package var approvalsFile = ""
        package var offers = "nothing"
    }

    package struct Model: Sendable, Equatable {
        package var url = ""
        package var name = ""
        package var keyVariable = ""
        package var fallbackURLs: [String] = []
        package var fallbackNames: [String] = []
        package var fallbackKeyVariables: [String] = []
        package var connectTimeoutMilliseconds = 3_000
        package var firstTokenTimeoutMilliseconds = 15_000
        package var tokenTimeoutMilliseconds = 10_000
        package var inputPrice = 0.0
        package var cachedInputPrice = 0.0
        package var outputPrice = 0.0
    }

    package struct Tools: Sendable, Equatable {
        package var dataFolder = ""
        package var ratesFile = ""
        package var searchURL = ""
        package var pageHosts: [String] = []
        package var allowedHosts: [String] = []
        package var webhooks: [String] = []
        package var folders: [String] = []
        package var runsCode = false
        package var policy: [String] = []
        package var auditFile = ""
    }

    package struct Memory: Sendable, Equatable {
        package var isOn = true
        /// May hold a password.
        package var database = ""
        package var isDurable = true
        package var keyFile = ""
        package var indexMiB = 256
        package var asksModel = true
        package var consolidationHours = 24
        package var servesHTTP = true
    }

    package struct Personality: Sendable, Equatable {
        package var isOn = true
        package var character = "coda"
    }

    package struct Workers: Sendable, Equatable {
        package var turnModelThreads = 1
        package var turnModelQueue = 64
    }

    package struct Profile: Sendable, Equatable {
        package var level = "off"
        package var folder = ""
        package var otlpURL = ""
    }

    package struct Recording: Sendable, Equatable {
        package var folder = ""
        package var keepsAudio = false
    }

    package struct Log: Sendable, Equatable {
        package var level = "info"
        package var format = "text"
    }

    package struct Telemetry: Sendable, Equatable {
        package var readers = ["local"]
        package var crashFolder = ""
    }

    package struct Admission: Sendable, Equatable {
        package var isEnabled = true
        package var processorPercent = 90.0
    }

    package struct Alerts: Sendable, Equatable {
        package var turnP95Milliseconds = 500
        package var errorPercent = 5.0
        package var processorPercent = 85.0
        package var processorSeconds = 300
        package var memoryPercent = 80.0
        package var growthMegabytesPerHour = 100.0
        package var deviceMemoryPercent = 90.0
        package var cacheHitPercent = 70.0
        package var queuePercent = 90.0
        package var webhook = ""
    }
}
