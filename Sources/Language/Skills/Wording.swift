internal import Dialogue

/// Varies a wording with the length of the conversation, so that a replay says the same.
enum Wording {
    static func pick(_ texts: [String], _ request: ReplyRequest) -> String { texts[request.history.count % texts.count] }

    /// ", Anna" where a name is known.
    static func address(_ request: ReplyRequest) -> String { request.personName.map { ", \($0)" } ?? "" }
}
