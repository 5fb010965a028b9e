/// One benchmark of the program.
package struct Bench: Sendable {
    /// What must be given for it.
    package enum Data: String, Sendable {
        case none
        /// Recordings, where there are any, measure more.
        case optional
        case recordings
    }

    package typealias Progress = @Sendable (String) -> Void

    package let name: String
    /// One line.
    package let summary: String
    /// About how long a full run takes; a quick one ends within 45 s.
    package let duration: String
    package let data: Data
    private let body: @Sendable (BenchSettings, @escaping Progress) async throws -> BenchReport

    init(
        _ name: String, _ summary: String, takes duration: String, data: Data = .none,
        _ body: @escaping @Sendable (BenchSettings, @escaping Progress) async throws -> BenchReport
    ) {
        self.name = name
        self.summary = summary
        self.duration = duration
        self.data = data
        self.body = body
    }

    package static var names: [String] { all.map(\.name) }

    package static func named(_ name: String) throws(BenchError) -> Bench {
        guard let bench = all.first(where: { $0.name == name }) else {
            throw BenchError("there is no benchmark \"\(name)\": use one of \(names.joined(separator: ", ")).", isUsage: true)
        }
        return bench
    }

    /// - Parameter progress: gets a line now and then.
    package func run(_ settings: BenchSettings, progress: @escaping Progress) async throws -> BenchReport {
        try await body(settings, progress)
    }
}
