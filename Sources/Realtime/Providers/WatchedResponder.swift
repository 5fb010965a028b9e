package import Dialogue
package import Language

/// A responder whose calls are counted and have a deadline.
package struct WatchedResponder: Responder {
    private let base: any Responder
    private let watch: ProviderWatch

    package init(_ base: any Responder, _ watch: ProviderWatch) {
        self.base = base
        self.watch = watch
    }

    package func reply(to request: ReplyRequest, deliver: @escaping @Sendable (ReplyEvent) -> Void) -> any ReplyJob {
        guard let call = watch.begin() else {
            deliver(.failed(reason: "responder_unavailable"))
            return NoReply()
        }
        let job = base.reply(to: request) { event in
            switch event {
            case .finished: call.end(.succeeded)
            case .failed: call.end(.failed)
            case .text, .pause, .style, .call, .callArguments, .personName, .startTimer, .stopTimers, .memo, .used, .usage, .note:
                call.goOn()
            }
            deliver(event)
        }
        return WatchedReply(job: job, call: call)
    }

    private struct WatchedReply: ReplyJob {
        let job: any ReplyJob
        let call: ProviderCall

        var isOverdue: Bool { call.isOverdue }
        var isWaiting: Bool { job.isWaiting }

        func commit() { job.commit() }

        func cancel() {
            call.end(call.isOverdue ? .late : .cancelled)
            job.cancel()
        }
    }

    private struct NoReply: ReplyJob {
        func cancel() {}
    }
}
