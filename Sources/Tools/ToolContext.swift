package import Dialogue

/// On whose behalf a call is made, and when.
package struct ToolContext: Sendable, Equatable {
    /// Whose data it may see; people of different accounts never share anything.
    package var account: String
    /// Who within the account, where the session says so.
    package var person: String?
    package var session: String
    /// Local wall time.
    package var now: CivilTime
    /// The same call, tried again, has the same key.
    package var idempotencyKey: String

    package init(account: String = "default", person: String? = nil, session: String, now: CivilTime, idempotencyKey: String) {
        self.account = account
        self.person = person
        self.session = session
        self.now = now
        self.idempotencyKey = idempotencyKey
    }
}
