internal import Benchmarks
internal import Glibc

/// Every benchmark, one after another, each in a process of its own so that none inherits another's memory.
enum BenchSeries {
    static func run(_ arguments: Arguments, settings: BenchSettings) async throws {
        let folder = arguments.value("--out") ?? "bench-results"
        try makeFolder(folder)
        var words: [String] = []
        if settings.isQuick { words.append("--quick") }
        if settings.seed != 0 { words += ["--seed", "\(settings.seed)"] }
        let interruption = Interruption()
        interruption.tell("what was measured before is in \(folder)")
        var failed: [String] = []
        for bench in Bench.all {
            guard bench.data != .recordings || settings.data != nil else {
                Terminal.say("\(bench.name): left out, it needs --data DIR")
                continue
            }
            let path = "\(folder)/\(bench.name).json"
            Terminal.say("\(bench.name): \(settings.isQuick ? "up to 45 s" : "about \(bench.duration)")")
            let start = ContinuousClock.now
            let data = bench.data == .none ? [] : settings.data.map { ["--data", $0] } ?? []
            let status = try await ChildProcess.run(["bench", bench.name, "--json", path] + data + words)
            Terminal.say("\(bench.name): \(status == 0 ? "done" : "FAILED") after \((ContinuousClock.now - start).components.seconds) s")
            if status != 0 { failed.append(bench.name) }
        }
        try BenchPages.report(folder, arguments)
        guard failed.isEmpty else { throw CommandLineError(.engine, "these benchmarks failed: \(failed.joined(separator: ", ")).") }
    }

    private static func makeFolder(_ path: String) throws {
        guard unsafe mkdir(path, 0o755) != 0, errno != EEXIST else { return }
        throw CommandLineError(.input, "\(path): \(unsafe String(cString: strerror(errno)))")
    }
}
