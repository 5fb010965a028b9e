package import Network
internal import Realtime

/// A client's wish to come back to its session: `?resume=TOKEN&after=EVENT&frames=N`.
package struct Resume {
    let token: String
    /// The id of the last event received; `nil` where there was none.
    private let after: String?
    /// Binary frames received after that event.
    private let frames: Int

    /// `nil` where nobody wants to come back.
    package init?(_ request: HTTPRequest) throws(Malformed) {
        guard let token = request.query["resume"] else { return nil }
        self.token = token
        after = request.query["after"]
        guard let frames = Int(request.query["frames"] ?? "0"), frames >= 0 else { throw Malformed() }
        self.frames = frames
    }

    package struct Malformed: Error {}

    /// How far the client got in `session`.
    func place(in session: RealtimeSession) throws(SessionLog.Failure) -> SessionLog.Place {
        guard let after else { return SessionLog.Place(event: 0, frames: frames) }
        guard let event = session.eventNumber(named: after) else { throw .unknown }
        return SessionLog.Place(event: event, frames: frames)
    }
}

extension HTTPResponse {
    static var malformedResume: HTTPResponse {
        .refusal(400, "invalid_resume", "after= takes the id of the last event received, frames= the number of binary frames after it.")
    }

    static var sessionGone: HTTPResponse {
        .refusal(404, "session_gone", "The session has ended: connect without resume=.")
    }

    static func refusal(_ failure: SessionLog.Failure) -> HTTPResponse {
        switch failure {
        case .ended: sessionGone
        case .gone: refusal(410, "resume_gap", "What was sent since then is no longer kept: connect without resume=.")
        case .unknown: refusal(400, "invalid_resume", "after= and frames= name something that this session never sent.")
        }
    }
}
