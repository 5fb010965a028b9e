internal import Assistant
internal import Language
internal import Telemetry

/// Takes up changed intent packs while a server runs.
enum IntentRefresh {
    private static let interval = Duration.seconds(2)

    /// Looks until the task is cancelled.
    static func run(_ assistant: Assistant, _ log: Log) async {
        while (try? await Task.sleep(for: interval)) != nil {
            guard let change = await assistant.parts.intents.refresh() else { continue }
            for mistake in change.mistakes { log(.warning, "intents.mistake", "\(mistake)") }
            log(
                .info, "intents.read",
                change.mistakes.isEmpty ? "the intent packs were read again" : "the intent packs are wrong; those from before stay",
                [("intents", .integer(change.intents))])
        }
    }
}
