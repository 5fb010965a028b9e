internal import Dialogue
internal import Realtime
internal import Resources
internal import Synchronization
internal import Tools

/// The desk's reminders and alarms, for whoever is there to hear them.
final class DeskNotices: NoticeSource {
    private let desk: Desk
    private let failure: FirstFailure
    private let accounts = Mutex<Set<String>>([])

    /// - Parameter say: told when the store begins to fail.
    init(_ desk: Desk, _ say: @escaping @Sendable (String) -> Void) {
        self.desk = desk
        failure = FirstFailure(say)
    }

    /// Looks once a second, until the task is cancelled.
    func watch() async {
        while (try? await Task.sleep(for: .seconds(1))) != nil {
            do {
                let due = try await desk.accountsDue(at: .local())
                accounts.withLock { $0 = due }
                failure.worked()
            } catch { failed(error) }
        }
    }

    func isDue(account: String) -> Bool { accounts.withLock { $0.contains(account) } }

    func take(account: String, person: String?, now: CivilTime, most: Int) async -> [String] {
        do {
            let due = try await desk.watch.due(at: now, account: account, person: person)
            return try await desk.watch.acknowledge(Array(due.prefix(most)), at: now).map(\.speech)
        } catch {
            failed(error)
            return []
        }
    }

    /// A store that fails now may work the next time.
    private func failed(_ error: any Error) { failure.failed("reminders and alarms are not said just now: \(error)") }
}
