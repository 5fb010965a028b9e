package import Dialogue

/// What people are to be told at a time of its own: reminders, alarms.
package protocol NoticeSource: Sendable {
    /// Whether it is worth asking for an account's; called once a second by every session.
    func isDue(account: String) -> Bool
    /// What is due for somebody, to be said now: it is given once.
    ///
    /// - Parameter most: so many at a time; the others stay due.
    func take(account: String, person: String?, now: CivilTime, most: Int) async -> [String]
}
