internal import Audio
internal import Configuration
internal import Realtime
internal import Telemetry
internal import Transport
internal import Wire

enum DoctorCommand: Command {
    static let name = "doctor"
    static let summary = "check this installation, and say how to mend what is wrong"
    static let guide: Guide? = Guide(
        usage: ["[--json]"],
        examples: [
            Guide.Entry("coda doctor", "every check, and the cure for each fault"),
            Guide.Entry("coda doctor --json", "one object: {schema, checks: [{name, ok, level, detail, cure}]}"),
        ],
        notes: [
            .text(
                "Checked: models and libraries (missing, unreadable, damaged), processor, memory, the limit of open files, the clock, "
                    + "sound devices, the settings, this folder, the port, and a spoken turn through the engines."),
            .text("Exit status 0 where all is well, 4 where there is a fault; a note is no fault."),
        ])
    static let options: [Arguments.Option] = [.flag("--json", summary: "one JSON object with every check")]

    static func run(_ arguments: Arguments) async throws {
        guard arguments.positional.isEmpty else { throw CommandLineError(.usage, "coda doctor takes no files.") }
        let isJSON = arguments.has("--json")
        let interruption = Interruption()
        interruption.tell("not everything was checked")
        let home = EngineHome.locate()
        let checks = try await Progress.show("Checking") { _ in
            var checks = Checks.files(in: home)
            let isWhole = !checks.contains { $0.level == .fault }
            let settings = SettingsLoader(environment: ProcessEnvironment.variables).load()
            checks += Checks.configuration(settings) + Checks.machine() + [Checks.folder(), Checks.port(of: settings.settings.server)]
            // A damaged model could bring the recogniser down, and the doctor with it.
            if isWhole { checks += await turn(home, settings.settings.engineOptions) }
            return checks
        }
        if isJSON {
            Terminal.print((["schema": "coda.doctor/1", "checks": .array(checks.map(\.object))] as JSONValue).text)
        } else {
            for check in checks { Terminal.print(check.text) }
        }
        let faults = checks.count { $0.level == .fault }
        guard faults == 0 else { throw CommandLineError(.engine, "\(faults) fault\(faults == 1 ? "" : "s") found.") }
    }

    /// The proof of the pudding: Coda asks itself something aloud and listens to it.
    private static func turn(_ home: EngineHome, _ settings: EngineOptions) async -> [Check] {
        do {
            let stopwatch = Stopwatch()
            var options = settings
            options.recognizerSlots = 1
            let engines = try await Engines.load(from: home, options: options)
            let loaded = Check.ok("engines", "loaded in \(Int(stopwatch.milliseconds)) ms; voice activity: \(engines.voiceActivity.name)")
            let turn = OneTurn(engines)
            let typed = try await turn.answer(.text("what time is it"))
            let spoken = try await turn.answer(.sound(typed.sound))
            guard spoken.transcript?.isEmpty == false, !spoken.sound.samples.isEmpty else {
                return [loaded, .fault("a spoken turn", "Coda did not hear its own voice", cure: "run make clean models, then try again")]
            }
            return [loaded, .ok("a spoken turn", "Coda heard its own voice and answered")]
        } catch {
            return [.fault("engines", "\(error)", cure: "run make clean models, then try again")]
        }
    }
}
