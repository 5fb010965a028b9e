internal import Dialogue
internal import Language
internal import Speech

/// Giving up on stages that say nothing any more.
extension RealtimeSession {
    /// Whoever waits for such a stage is told that it failed.
    func dropOverdue() {
        for (id, job) in thinking where job.isOverdue {
            job.cancel()
            replied(id, .failed(reason: "responder_late"))
        }
        for (id, job) in speaking where job.isOverdue {
            job.cancel()
            synthesizerIsLate(id)
        }
        for (turn, utterance) in utterances where utterance.isOverdue {
            utterance.abandon()
            recognized(turn, .failed(.engine(operation: "recognize", cause: "nothing came in time")))
        }
    }
}
