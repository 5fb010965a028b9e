/// Something about how a reply is made: the way chosen for it, a call, a switch to another model.
package struct ReplyNote: Sendable, Equatable, Codable {
    /// Becomes the name of an event: `coda.` and this.
    package var kind: String
    /// A JSON object; it may hold the person's words.
    package var details: String

    package init(kind: String, details: String) {
        self.kind = kind
        self.details = details
    }
}
