internal import Dialogue
internal import Language

/// Answers every question with the same long text, its number given in the question.
struct LongReplies: Responder {
    static let texts = [
        "The museum opens at nine in the morning and closes at six. On the ground floor you will find old ships and maps of the coast. "
            + "The second floor has a large collection of clocks, and some of them still run. Most visitors need about two hours for all of it.",
        "To bake this bread, mix the flour with warm water and a little salt. Let the dough rest under a cloth for half a day. "
            + "Then fold it over a few times, and shape it into a round loaf. Bake it in a very hot oven until the crust is dark brown.",
        "The train to the mountains leaves from platform four every other hour. You change in the valley, where the bus waits at the station. "
            + "From the last stop a small path leads up through the forest. In winter the upper part of the way is closed because of the snow.",
    ]

    private struct Done: ReplyJob {
        func cancel() {}
    }

    func reply(to request: ReplyRequest, deliver: @escaping @Sendable (ReplyEvent) -> Void) -> any ReplyJob {
        deliver(.text(Self.texts[(Int(request.text) ?? 0) % Self.texts.count]))
        deliver(.finished)
        return Done()
    }
}
