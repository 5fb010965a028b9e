package import Network
internal import Realtime

/// A client's wish to come back to its session: `?resume=TOKEN&after=EVENT&frames=N`.
package struct Resume {
    let token: String
    let place: SessionLog.Place

    /// `nil` where nobody wants to come back.
    ///
    /// `after` is the id of the last event received, absent where there was none; `frames` counts the binary frames after that event.
    package init?(_ request: HTTPRequest) throws(Malformed) {
        guard let token = request.query["resume"] else { return nil }
        self.token = token
        let event = try request.query["after"].map { (id) throws(Malformed) in try Self.number(id.split(separator: "_").last ?? "") } ?? 0
        place = SessionLog.Place(event: event, frames: try Self.number(request.query["frames"] ?? "0"))
    }

    package struct Malformed: Error {}

    private static func number(_ text: some StringProtocol) throws(Malformed) -> Int {
        guard let number = Int(text), number >= 0 else { throw Malformed() }
        return number
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
        case .gone: refusal(410, "resume_gap", "What was sent since then is no longer kept: connect without resume=.")
        case .unknown: refusal(400, "invalid_resume", "after= and frames= name something that this session never sent.")
        }
    }
}
