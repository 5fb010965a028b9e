internal import Memory
internal import Network
internal import Realtime
internal import Synchronization
internal import Telemetry

/// `/v1/memories`: what is remembered of an account's people, for its own programs.
extension Doors {
    /// `nil` where `reply` is given the answer when the store has it.
    func answerOwner(_ request: HTTPRequest, _ reply: HTTPReply) -> HTTPResponse? {
        meters.meters.note(.network)
        let visitor: Visitor
        do { visitor = try gate.admitOwner(request, at: now()) } catch { return error.response }
        guard let offer = memories.withLock({ $0 }) else {
            return .refusal(404, "not_offered", "This server remembers nothing, or is still loading. See docs/memory-http.md.")
        }
        let door = MemoryDoor(offer: offer, owner: MemoryOwner(account: visitor.account, person: request.query["person"] ?? ""))
        // Ends with the answer; a store that is closed answers at once.
        Task(executorPreference: executor) { reply.send(await door.answer(request)) }
        return nil
    }

    /// Whether a request from there to that door is heard. A wrong key counts as one, as it does there.
    func showsMemories(to request: HTTPRequest) -> Bool {
        memories.withLock { $0 != nil } && (try? gate.admitOwner(request, at: now())) != nil
    }
}
