internal import Resources
internal import Wire

/// Consolidates everybody's memories now and then, when nobody speaks.
///
/// When it last did so is kept beside the memories, and only once it is done: a run that was broken off, by a crash too, is due again.
package final class MemoryUpkeep: Sendable {
    /// What is kept of a run beside an owner's memories.
    package struct Last: Sendable, Hashable {
        /// Names the run, for undo.
        package var run: MemoryTime
        /// Memories that counted before and after.
        package var before: Int
        package var after: Int

        init(_ report: ConsolidationReport) { (run, before, after) = (report.run, report.before, report.after) }

        init?(_ text: String) {
            guard let json = try? JSONValue.parse(Array(text.utf8)), let run = json["run"]?.integer, let before = json["before"]?.integer,
                let after = json["after"]?.integer
            else { return nil }
            (self.run, self.before, self.after) = (MemoryTime(milliseconds: run), before, after)
        }

        var text: String {
            (["run": .integer(run.milliseconds), "before": .integer(before), "after": .integer(after)] as JSONValue).text
        }
    }

    private static let name = "consolidation"
    /// New memories that make a run worth while.
    private static let worthWhile = 32
    /// How long a long text must not have been needed before it is made smaller.
    private static let coldDays = 90
    private static let look = Duration.seconds(600)

    private let store: any MemoryStore
    private let interval: Duration
    private let isQuiet: @Sendable () -> Bool
    private let say: @Sendable (String) -> Void
    private let failure: FirstFailure

    /// - Parameters:
    ///   - interval: between two runs for one person.
    ///   - isQuiet: whether nobody would be in the way; asked before each person.
    ///   - say: told what was done, in numbers, and when it begins to fail.
    package init(
        store: any MemoryStore, interval: Duration, isQuiet: @escaping @Sendable () -> Bool, say: @escaping @Sendable (String) -> Void
    ) {
        self.store = store
        self.interval = interval
        self.isQuiet = isQuiet
        self.say = say
        failure = FirstFailure(say)
    }

    /// Looks every ten minutes until its task is cancelled.
    package func run() async {
        while (try? await Task.sleep(for: Self.look)) != nil { await round(at: .now) }
    }

    /// Consolidates for those for whom it is due.
    @discardableResult
    package func round(at now: MemoryTime) async -> [ConsolidationReport] {
        var reports: [ConsolidationReport] = []
        do throws(MemoryError) {
            for owner in try await store.owners() {
                guard isQuiet(), !Task.isCancelled else { return reports }
                guard try await isDue(owner, now) else { continue }
                let report = try await MemoryConsolidation(store: store).run(owner, at: now)
                try await store.setText(Last(report).text, as: Self.name, of: owner)
                reports.append(report)
            }
            failure.worked()
            guard !reports.isEmpty else { return [] }
            let packed = try await store.packCold(since: MemoryTime(milliseconds: now.milliseconds - Self.coldDays * 86_400_000))
            let (before, after) = reports.reduce((0, 0)) { ($0.0 + $1.before, $0.1 + $1.after) }
            say("memories of \(reports.count) people were consolidated: \(before) became \(after); \(packed) long ones take less room")
        } catch { failure.failed("memories could not be consolidated: \(error.description)") }
        return reports
    }

    /// The last run for an owner, where there was one.
    package static func last(of owner: MemoryOwner, in store: any MemoryStore) async throws(MemoryError) -> Last? {
        try await store.text(name, of: owner).flatMap { Last($0) }
    }

    private func isDue(_ owner: MemoryOwner, _ now: MemoryTime) async throws(MemoryError) -> Bool {
        let last = try await Self.last(of: owner, in: store)
        if let last, .milliseconds(now.milliseconds - last.run.milliseconds) < interval { return false }
        // Goes through all of the owner's rows.
        let statistics = try await store.statistics(of: owner)
        return statistics.memories - statistics.retired - (last?.after ?? 0) >= Self.worthWhile
    }
}
