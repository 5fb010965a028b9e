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
    /// Options of its own, beside those that every benchmark takes.
    package let options: [String]
    private let body: @Sendable (BenchSettings, @escaping Progress) async throws -> BenchReport

    init(
        _ name: String, _ summary: String, takes duration: String, data: Data = .none, options: [String] = [],
        _ body: @escaping @Sendable (BenchSettings, @escaping Progress) async throws -> BenchReport
    ) {
        self.name = name
        self.summary = summary
        self.duration = duration
        self.data = data
        self.options = options
        self.body = body
    }

    package static var names: [String] { all.map(\.name) }

    package static func named(_ name: String) throws(BenchError) -> Bench {
        guard let bench = all.first(where: { $0.name == name }) else {
            throw BenchError("there is no benchmark \"\(name)\": use one of \(names.joined(separator: ", ")).", isUsage: true)
        }
        return bench
    }

    /// Those that every benchmark takes.
    package static let commonOptions = ["--quick", "--seed", "--json", "--reference"]

    /// Refuses options that mean nothing to it: who gives them believes that something was measured.
    ///
    /// - Parameter given: by name.
    package func check(_ given: [String]) throws(BenchError) {
        let known = Self.commonOptions + options + (data == .none ? [] : ["--data"])
        guard let stranger = given.sorted().first(where: { !known.contains($0) }) else { return }
        let others = Self.all.filter { $0.options.contains(stranger) || (stranger == "--data" && $0.data != .none) }.map(\.name)
        let hint = others.isEmpty ? "" : " It is for \(others.joined(separator: ", "))."
        throw BenchError("coda bench \(name) takes no \(stranger).\(hint)", isUsage: true)
    }

    /// - Parameter progress: gets a line now and then.
    package func run(_ settings: BenchSettings, progress: @escaping Progress) async throws -> BenchReport {
        try await body(settings, progress)
    }
}
