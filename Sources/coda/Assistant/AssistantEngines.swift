internal import Realtime
internal import Telemetry

/// Engines with the assistant of the settings: its tools, its language model, what it keeps for people.
struct AssistantEngines {
    let engines: Engines
    private let services: AssistantServices

    /// - Parameter saysDues: whether somebody is there to hear what falls due.
    static func load(saysDues: Bool) async throws -> AssistantEngines {
        let services = try await AssistantServices.open(try loadSettings()) { level, _, line in
            if level >= .warning { Terminal.say(line) }
        }
        do {
            var engines = try await loadEngines(assistant: services.prepareAssistant())
            for mistake in engines.packMistakes { Terminal.say(mistake) }
            services.startLearning(engines.assistant)
            if saysDues { engines.notices = services.startNotices { Terminal.say($0) } }
            return AssistantEngines(engines: engines, services: services)
        } catch {
            await services.close()
            throw error
        }
    }

    /// Lets go of servers and stores; what was acknowledged is kept.
    func close() async { await services.close() }
}
