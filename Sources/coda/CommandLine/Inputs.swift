internal import Wire

/// The inputs of one command, worked through in order: a failed one is told and does not stop the others.
struct Inputs {
    let schema: String
    let names: [String]
    let isJSON: Bool
    /// What a person sees going on, such as "Transcribing".
    let activity: String
    private let interruption = Interruption()

    /// - Parameters:
    ///   - work: turns an input into its report.
    ///   - show: prints a report where no JSON is wanted.
    /// Throws the worst failure once all are done.
    func forEach(_ work: (Int, Progress) async throws -> InputReport, show: (InputReport) -> Void) async throws {
        var worst: CommandLineError?
        var failures = 0
        interruption.tell("0 of \(names.count) inputs were done")
        try await Progress.show(activity, of: names.count) { progress in
            for index in names.indices where !Terminal.isOutputGone {
                progress.begin(names[index], number: index)
                var report: InputReport
                do { report = try await work(index, progress) } catch {
                    report = InputReport(
                        input: names[index], error: error as? CommandLineError ?? CommandLineError(.engine, "\(names[index]): \(error)"))
                }
                if let error = report.error {
                    failures += 1
                    if worst == nil || error.code.rawValue > (worst?.code.rawValue ?? 0) { worst = error }
                    if names.count > 1 { Terminal.say("coda: \(error.message)") }
                }
                interruption.tell("\(index + 1) of \(names.count) inputs were done")
                if isJSON { Terminal.print(report.object(schema: schema).text) } else if report.error == nil { show(report) }
            }
        }
        guard let worst else { return }
        throw names.count == 1 ? worst : CommandLineError(worst.code, "\(failures) of \(names.count) inputs failed.")
    }

    /// Nothing can be done with any input, such as where the engines are missing.
    func fail(_ error: CommandLineError) {
        guard isJSON else { return }
        for name in names { Terminal.print(InputReport(input: name, error: error).object(schema: schema).text) }
    }
}
