import Dialogue
import TestSupport
import Testing
import Tools
import Wire

/// A desk in a folder of its own, and its tools by name.
final class DeskFixture: Sendable {
    let folder: TemporaryFolder
    let desk: Desk

    /// A Saturday.
    static let noon = CivilTime(year: 2026, month: 11, day: 21, weekday: 6, hour: 12, minute: 0, second: 0)

    init(folder: TemporaryFolder = TemporaryFolder("desk")) async throws {
        self.folder = folder
        desk = try await Desk.open(path: folder.file("desk.db"))
    }

    static func at(_ day: Int, _ hour: Int, _ minute: Int = 0, second: Int = 0, month: Int = 11) -> CivilTime {
        // November 1, 2026 is a Sunday, December 1 a Tuesday.
        CivilTime(
            year: 2026, month: month, day: day, weekday: (day - 1 + (month == 12 ? 2 : 0)) % 7, hour: hour, minute: minute, second: second)
    }

    @discardableResult
    func call(
        _ name: String, _ arguments: JSONValue = [:], at now: CivilTime = noon, account: String = "home", person: String? = "ada",
        key: String = ""
    ) async throws -> ToolOutput {
        let tool = try #require(desk.tools.first { $0.definition.name == name })
        let context = ToolContext(account: account, person: person, session: "test", now: now, idempotencyKey: key)
        return try await tool.run(arguments, context)
    }

    /// What a call fails with; `nil` where it does not.
    func failure(_ name: String, _ arguments: JSONValue = [:], at now: CivilTime = noon) async throws -> ToolFailure? {
        do {
            try await call(name, arguments, at: now)
            return nil
        } catch let failure as ToolFailure {
            return failure
        }
    }

    /// Makes the call that an output offers to undo it.
    @discardableResult
    func undo(_ output: ToolOutput, at now: CivilTime = noon) async throws -> ToolOutput {
        let tool = try #require(output.value["undo"]?["tool"]?.string)
        return try await call(tool, try #require(output.value["undo"]?["arguments"]), at: now)
    }

    func remove() async {
        await desk.close()
        folder.end()
    }
}
