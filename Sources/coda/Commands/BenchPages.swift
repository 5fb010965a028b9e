internal import Benchmarks
internal import Glibc
internal import Realtime

/// What is made of finished runs: pages and comparisons.
enum BenchPages {
    /// Prints what changed; ends with 1 where a figure is worse than its limit allows.
    static func compare(_ before: String, _ after: String, _ arguments: Arguments) throws {
        let path = arguments.value("--limits") ?? committed("limits.json")
        let limits = try path.map { try RegressionLimits(file: $0) } ?? RegressionLimits()
        let comparison = Comparison(try BenchRun.load(before), try BenchRun.load(after), limits: limits)
        guard !comparison.rows.isEmpty else { throw CommandLineError(.input, "\(before) and \(after) have no figure in common.") }
        Terminal.print(comparison.table(isFull: arguments.has("--full")))
        let count = comparison.regressions.count
        guard count > 0 else { return }
        throw CommandLineError(.different, "\(count == 1 ? "1 figure is" : "\(count) figures are") worse than the limit allows.")
    }

    /// Writes the page of all runs in a folder, and its plots.
    static func report(_ folder: String, _ arguments: Arguments) throws {
        let path = arguments.value("--markdown") ?? "\(folder)/report.md"
        let about = committed("about.md").flatMap { SystemFile.text($0) } ?? ""
        let page = BenchPage(try BenchRun.load(folder), beside: try references(arguments), about: about)
        let beside = path.split(separator: "/", omittingEmptySubsequences: false).dropLast().joined(separator: "/")
        let images = (beside.isEmpty ? (path.hasPrefix("/") ? "/" : ".") : beside) + "/images"
        guard unsafe mkdir(images, 0o755) == 0 || errno == EEXIST else {
            throw CommandLineError(.input, "\(images): \(unsafe String(cString: strerror(errno)))")
        }
        for (file, svg) in page.plots { try writeText(svg, to: "\(images)/\(file)") }
        try writeText(page.markdown, to: path)
        Terminal.say("\(path): \(page.runs.count) benchmarks, \(page.plots.count) plots")
    }

    static func references(_ arguments: Arguments) throws -> References {
        guard let folder = arguments.value("--reference") ?? committed("reference") else { return References() }
        return try References(folder: folder)
    }

    /// A file beside the benchmarks' sources: in the folder one is in, or in the one the program was built in.
    private static func committed(_ name: String) -> String? {
        let places = ["Benchmarks/\(name)", "\(EngineHome.locate().path)/../Benchmarks/\(name)"]
        return places.first { unsafe access($0, R_OK) == 0 }
    }

}
