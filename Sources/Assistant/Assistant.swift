package import Dialogue
package import Language
internal import Memory

/// Answers from intents and tools on this machine, from a language model, or from both.
package final class Assistant: Responder {
    package let parts: AssistantParts

    package init(_ parts: AssistantParts) { self.parts = parts }

    package func reply(to request: ReplyRequest, deliver: @escaping @Sendable (ReplyEvent) -> Void) -> any ReplyJob {
        let reply = AssistantReply(request, parts, deliver)
        reply.begin()
        return reply
    }

    /// Learns from what people say, until its task is cancelled.
    package func learn() async {
        // Both end with this task.
        await withTaskGroup { group in
            if let memory = parts.memory { group.addTask { await memory.run() } }
            if let manners = parts.manners { group.addTask { await manners.run() } }
        }
    }

    /// What somebody has said so far of a turn: what is remembered of it is looked up meanwhile. Returns at once.
    package func hears(_ partial: String, from caller: ReplyCaller) {
        parts.memory?.recall.warm(partial: partial, owner: MemoryOwner(caller))
    }
}
