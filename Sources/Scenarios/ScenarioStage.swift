package import Wire

/// Where a scenario plays: a session, and the time that passes for it.
package protocol ScenarioStage: AnyObject {
    /// Milliseconds since the scenario began.
    var now: Double { get }
    func send(_ event: JSONValue) async
    /// Lets 20 ms pass in which the microphone gives `sound` (16 kHz); gives the session's events meanwhile, each with its moment.
    func pass(_ sound: [Int16]?) async throws -> [(at: Double, event: JSONValue)]
    /// The conversation is over.
    func end() async
}

/// Why a scenario could not be played to its end.
package struct ScenarioFailure: Error, Sendable, CustomStringConvertible {
    package let description: String

    package init(_ description: String) { self.description = description }
}
