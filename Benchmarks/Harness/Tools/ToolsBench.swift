internal import Inference
internal import Realtime
internal import Resources
internal import Telemetry
internal import Tools
internal import Wire

/// Tools from the call to its end: scenarios, arguments right and wrong, finding one among a thousand, and what our layer costs.
struct ToolsBench {
    let settings: BenchSettings
    let progress: Bench.Progress

    func run() async throws -> BenchReport {
        var report = BenchReport("tools", settings)
        await scenarios(&report)
        let calls = settings.data.map { FunctionCalls(below: $0) }
        if let calls, !calls.right.isEmpty {
            report["bfcl_functions"] = Double(calls.definitions.count)
            answers(calls, &report)
            mutations(calls, &report)
            await questions(calls, &report)
        } else {
            report.notes.append("no function calls were given with --data: validation and recall over them are left out")
        }
        await discovery(calls?.definitions ?? [], &report)
        await costs(&report)
        return report
    }

    private func stage() -> ToolStage {
        let registry = ToolRegistry(BuiltInTools.all())
        registry.replace(source: "bench", with: BenchTool.all)
        return ToolStage(executor: ToolExecutor(registry), finder: ToolFinder(registry))
    }

    // MARK: Scenarios

    private func scenarios(_ report: inout BenchReport) async {
        let stage = stage()
        let missing = CodeSandbox().missing(for: .python)
        if let missing { report.notes.append("programs are left out: \(missing)") }
        let all = ToolScenarios.all(seed: settings.seed).filter { $0.kind != .sandboxed || missing == nil }
        progress("tools: \(all.count) scenarios")
        var tally: [ToolScenario.Kind: Share] = [:]
        var (success, recovery) = (Share(), Share())
        for scenario in all {
            let (isRight, isRecovered) = await scenario.run(stage)
            tally[scenario.kind, default: Share()].count(isRight)
            success.count(isRight)
            if !isRight { progress("tools: not as it must be: \(scenario.kind.rawValue): \(scenario.name)") }
            guard let isRecovered else { continue }
            recovery.count(isRecovered)
            if !isRecovered { progress("tools: not recovered: \(scenario.kind.rawValue): \(scenario.name)") }
        }
        report["scenarios"] = Double(all.count)
        report.add("success_share", success)
        report.add("error_recovery_share", recovery)
        for (kind, share) in tally { report.add("success_share.\(kind.rawValue)", share) }
    }

    // MARK: Arguments

    private func answers(_ calls: FunctionCalls, _ report: inout BenchReport) {
        var (valid, untouched) = (Share(), Share())
        var times: [Double] = []
        for call in calls.right {
            let watch = Stopwatch()
            let mistakes = ToolArguments.mistakes(call.arguments, schema: call.schema)
            times.append(watch.elapsed / .milliseconds(1))
            valid.count(mistakes.isEmpty)
            if !mistakes.isEmpty { progress("tools: \(call.function): \(mistakes.map(\.text).joined(separator: "; "))") }
            guard let read = try? ToolArguments(call.arguments, schema: call.schema), case .object(let given) = call.arguments else {
                untouched.count(false)
                continue
            }
            untouched.count(given.allSatisfy { read.value[$0.key] == $0.value })
        }
        report["bfcl_answers"] = Double(calls.right.count)
        report.add("bfcl_valid_share", valid)
        report.add("bfcl_untouched_share", untouched)
        report.add("validation_ms", times)
    }

    private func mutations(_ calls: FunctionCalls, _ report: inout BenchReport) {
        let wanted = settings.isQuick ? 1_000 : 10_000
        var numbers = SeededNumbers(settings.seed ^ 0x6D75_7461)
        var counts: [ArgumentMutation: Int] = [:]
        var (mended, refused) = (Share(), Share())
        var (falseAccepts, falseRepairs, tries, total) = (0, 0, 0, 0)
        while total < wanted, tries < wanted * 40 {
            tries += 1
            let call = calls.right[numbers.below(calls.right.count)]
            let kinds = ArgumentMutation.allCases
            let kind = kinds[numbers.below(kinds.count)]
            guard let right = try? ToolArguments(call.arguments, schema: call.schema).value, let text = kind.text(of: call, &numbers),
                text != call.arguments.text
            else { continue }
            total += 1
            counts[kind, default: 0] += 1
            let read = try? ToolArguments(text: text, schema: call.schema)
            let isMended = !kind.mustBeRefused && read?.value == right
            if kind.mustBeRefused { refused.count(read == nil) } else { mended.count(isMended) }
            guard let read, !isMended else { continue }
            if read.changes.contains(where: { !$0.contains("its default") }) {
                falseRepairs += 1
                progress("tools: repaired wrongly: \(kind.rawValue): \(call.function) \(read.changes)")
            } else {
                falseAccepts += 1
                progress("tools: accepted wrongly: \(kind.rawValue): \(call.function)")
            }
        }
        report["mutations"] = Double(total)
        report.add("mutations_repaired_share", mended)
        report.add("mutations_refused_share", refused)
        report["false_accepts"] = Double(falseAccepts)
        report["false_repairs"] = Double(falseRepairs)
        for kind in ArgumentMutation.allCases where counts[kind] == nil {
            report.notes.append("no call had a place for the mistake \(kind.rawValue)")
        }
    }

    // MARK: Discovery

    private struct Listed: AssistantTool {
        let definition: ToolDefinition
        func run(_ arguments: JSONValue, _ context: ToolContext) async throws(ToolFailure) -> ToolOutput { ToolOutput(.null) }
    }

    private func questions(_ calls: FunctionCalls, _ report: inout BenchReport) async {
        let registry = ToolRegistry()
        let refusals = registry.replace(source: "bfcl", with: calls.definitions.map { Listed(definition: $0) })
        if !refusals.isEmpty { report.notes.append("\(refusals.count) functions have names that no tool may have") }
        let finder = ToolFinder(registry)
        let asked = calls.questions.filter { !$0.functions.isEmpty }
        var (first, five) = (Share(), Share())
        for question in asked {
            let found = await finder.find(question.text, limit: 5).map(\.name)
            first.count(found.first.map(question.functions.contains) == true)
            five.count(found.contains(where: question.functions.contains))
        }
        report["discovery_questions"] = Double(asked.count)
        report.add("discovery_recall_at_1_share", first)
        report.add("discovery_recall_at_5_share", five)
        report.notes.append("discovery_recall: by words alone, without sentence vectors")
    }

    private static let verbs = ["find", "create", "update", "delete", "list", "check", "book", "send", "convert", "plan"]
    private static let things = [
        "invoice", "flight", "recipe", "lamp", "meeting", "playlist", "package", "ticket", "garden", "photo", "contact", "workout",
    ]
    private static let places = ["home", "office", "cloud", "archive", "calendar", "phone", "car", "school", "store"]

    private func discovery(_ given: [ToolDefinition], _ report: inout BenchReport) async {
        var definitions = given
        for place in Self.places {
            for thing in Self.things {
                for verb in Self.verbs where definitions.count < 1_000 {
                    definitions.append(
                        ToolDefinition(
                            name: "\(place).\(verb)_\(thing)",
                            summary: "Can \(verb) a \(thing) in the \(place), with all that belongs to it.",
                            parameters: [
                                "type": "object",
                                "properties": ["\(thing)_name": ["type": "string", "description": .string("Which \(thing).")]],
                            ]))
                }
            }
        }
        let registry = ToolRegistry(definitions.map { Listed(definition: $0) })
        report["discovery_tools"] = Double(registry.definitions.count)
        progress("tools: finding one among \(registry.definitions.count) by words")
        await search(ToolFinder(registry), "_words", rounds: settings.isQuick ? 1_000 : 5_000, &report)
        report.notes.append("discovery_words and suggestion_words: by words alone, without sentence vectors")
        let home = settings.home
        guard let embedder = await onThread(named: "bench", { Engines.loadEmbedder(from: home) }) else {
            report.notes.append("the sentence model is not installed: discovery by meaning is left out")
            return
        }
        progress("tools: finding one among them by meaning")
        let finder = ToolFinder(registry) { texts in try? await embedder.embed(texts) }
        await search(finder, "", rounds: settings.isQuick ? 100 : 500, &report)
        report.notes.append("discovery and suggestion: by words and meaning; a query's vector is made in that time")
    }

    private func search(_ finder: ToolFinder, _ way: String, rounds: Int, _ report: inout BenchReport) async {
        let build = Stopwatch()
        await finder.prepare()
        report["discovery\(way)_build_ms"] = build.elapsed / .milliseconds(1)
        var numbers = SeededNumbers(settings.seed ^ 0x6669_6E64)
        func pick(_ words: [String]) -> String { words[numbers.below(words.count)] }
        var (times, suggestions): ([Double], [Double]) = ([], [])
        for _ in 0..<rounds {
            let query = "please \(pick(Self.verbs)) the \(pick(Self.things)) that is in my \(pick(Self.places)) today"
            let watch = Stopwatch()
            _ = await finder.find(query)
            times.append(watch.elapsed / .milliseconds(1))
            let second = Stopwatch()
            _ = await finder.suggest(turns: [query, "and the other one"], recent: ["home.find_lamp"])
            suggestions.append(second.elapsed / .milliseconds(1))
        }
        report.add("discovery\(way)_ms", times)
        report.add("suggestion\(way)_ms", suggestions)
    }

    // MARK: Costs

    private func costs(_ report: inout BenchReport) async {
        let stage = stage()
        let rounds = settings.isQuick ? 2_000 : 10_000
        var numbers = SeededNumbers(settings.seed ^ 0x636F_7374)
        var (calculator, overhead, speech): ([Double], [Double], [Double]) = ([], [], [])
        let tool = CalculatorTool()
        for round in 0..<rounds {
            let (a, b) = (numbers.below(1_000_000), numbers.below(10_000) + 1)
            let expression = ["\(a) * \(b)", "\(a) / \(b) + 1/3", "\(b % 90)% of \(a)", "sqrt(\(a))", "2^\(b % 500)", "\(b % 60)!"][
                round % 6]
            let watch = Stopwatch()
            let output = try? await tool.run(["expression": .string(expression)], stage.context)
            calculator.append(watch.elapsed / .milliseconds(1))
            if let output {
                let said = Stopwatch()
                _ = ToolSpeech.text(output.value)
                speech.append(said.elapsed / .milliseconds(1))
            }
            let call = Stopwatch()
            _ = await stage.call("bench.echo", ["room": "kitchen", "level": .integer(round % 100), "tags": ["a", "b"]])
            overhead.append(call.elapsed / .milliseconds(1))
        }
        report.add("calculator_ms", calculator)
        report.add("overhead_ms", overhead)
        report.add("result_speech_ms", speech)
        if CodeSandbox().missing(for: .python) == nil {
            var times: [Double] = []
            for _ in 0..<(settings.isQuick ? 10 : 50) {
                let watch = Stopwatch()
                _ = await stage.call("code.run", ["code": "print(6 * 7)"])
                times.append(watch.elapsed / .milliseconds(1))
            }
            report.add("code_ms", times)
        }
        var status: [Double] = []
        for _ in 0..<200 {
            let watch = Stopwatch()
            _ = await stage.call("system.status", [:])
            status.append(watch.elapsed / .milliseconds(1))
        }
        report.add("system_ms", status)
    }
}
