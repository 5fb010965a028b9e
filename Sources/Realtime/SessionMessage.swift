internal import Audio
internal import Dialogue
internal import Perception
internal import Speech

/// Everything that arrives at a session.
enum SessionMessage: Sendable {
    /// A client event, not parsed yet.
    case text([UInt8])
    /// Raw sound in the session's input format.
    case binary([UInt8])
    /// Time passes. A time comes with it where the session runs on a clock of its own.
    case tick(SessionTime?)

    case scored(TurnID, revision: Int, Result<Float, PerceptionError>)
    case recognized(TurnID, RecognitionEvent)
    case replied(ResponseID, ReplyEvent)
    case synthesized(ResponseID, clause: Int, SynthesisEvent)

    case filled(ResponseID, SynthesisEvent)

    /// The connection broke; the client may come back.
    case detached
    /// It is back; `unheard` samples (16 kHz) of the reply under way had not arrived.
    case attached(unheard: Int)
    /// The level of service may be another one.
    case service
    /// Something may be due to be said.
    case noticesDue
    case announce(String)
    /// Finish what is being said, then end.
    case drain
    case ended(SessionEnd)
}
