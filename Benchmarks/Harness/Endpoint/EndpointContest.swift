internal import Dialogue

/// Silence alone, the turn model alone and Coda, each at its best setting under the same budgets.
struct EndpointContest {
    let fitting: [[HeardScene]]
    let reporting: [[HeardScene]]

    /// Largest mean delay in milliseconds.
    private static let delayBudgets = [300.0, 600]
    /// Largest share of pauses taken for the end of the turn.
    private static let cutOffBudget = 0.05

    private struct Tried {
        let system: any EndpointSystem
        let tally: EndpointTally
    }

    private var contestants: [(name: String, systems: [any EndpointSystem])] {
        let silences = stride(from: 2, through: 60, by: 1).map { SilenceSystem(silence: $0 * HeardScene.window) }
        var models: [TurnModelSystem] = []
        for stop in HeardScene.plainMoments {
            for threshold in [0.02, 0.1, 0.2, 0.3, 0.4, 0.5, 0.6, 0.7, 0.8, 0.9, 0.95, 0.98] as [Float] {
                for fallback in stride(from: 400, through: 3_000, by: 200) where fallback * 16 > stop * HeardScene.window {
                    models.append(TurnModelSystem(stop: stop, threshold: threshold, fallback: fallback * 16))
                }
            }
        }
        var policies: [CodaSystem] = []
        for caution in stride(from: Float(0), through: 6, by: 0.4) {
            for patience in [400, 700, 1_000, 1_500, 2_000, 3_000] {
                var settings = ConversationSettings()
                settings.caution = caution
                settings.silenceFallback = .milliseconds(patience)
                policies.append(CodaSystem(policy: EndOfTurn(settings: settings)))
            }
        }
        return [("silence", silences), ("smart_turn", models), ("coda", policies)]
    }

    func run(_ report: inout BenchReport) {
        var atDelay: [[EndpointTally?]] = Self.delayBudgets.map { _ in [] }
        var atShare: [EndpointTally?] = []
        var coda: [Tried] = []
        for (name, systems) in contestants {
            let tried = systems.map { Tried(system: $0, tally: EndpointTally($0, fitting)) }
            for (index, budget) in Self.delayBudgets.enumerated() {
                let best = tried.filter { $0.tally.meanDelay <= budget }.min { $0.tally.cutOffShare < $1.tally.cutOffShare }
                let tally = best.map { EndpointTally($0.system, reporting) }
                atDelay[index].append(tally)
                let figure = "false_cut_off_share.budget\(Int(budget)).\(name)"
                guard let tally else {
                    report.notes.append("\(figure) is left out: no setting keeps to the budget")
                    continue
                }
                add(tally, figure, \.cutOffShare, &report)
                report["delay_ms.budget\(Int(budget)).\(name)"] = tally.meanDelay
            }
            let best = tried.filter { $0.tally.cutOffShare <= Self.cutOffBudget }.min { $0.tally.meanDelay < $1.tally.meanDelay }
            let tally = best.map { EndpointTally($0.system, reporting) }
            atShare.append(tally)
            // The last of them.
            coda = tried
            let figure = "delay_ms_at_5_percent.\(name)"
            if let tally {
                add(tally, figure, \.meanDelay, &report)
                report["false_cut_off_share.at_5_percent.\(name)"] = tally.cutOffShare
            } else {
                report.notes.append("\(figure) is left out: no setting keeps to the budget")
            }
        }
        compare(atDelay, atShare, &report)
        compareWithUsual(coda, &report)
    }

    /// The turn model as Pipecat comes with it, and Coda at settings that keep to its cut-offs, and to its delay, on the fitting part.
    private func compareWithUsual(_ tried: [Tried], _ report: inout BenchReport) {
        let system = TurnModelSystem(stop: 6, threshold: 0.5, fallback: 48_000)
        let (limit, usual) = (EndpointTally(system, fitting), EndpointTally(system, reporting))
        add(usual, "false_cut_off_share.smart_turn_default", \.cutOffShare, &report)
        add(usual, "delay_ms.smart_turn_default", \.meanDelay, &report)
        let sooner = tried.filter { $0.tally.cutOffShare <= limit.cutOffShare }.min { $0.tally.meanDelay < $1.tally.meanDelay }
        let surer = tried.filter { $0.tally.meanDelay <= limit.meanDelay }.min { $0.tally.cutOffShare < $1.tally.cutOffShare }
        for (name, best) in [("cut_offs", sooner), ("delay", surer)] {
            guard let best else {
                report.notes.append("no setting of Coda keeps to the \(name) of the turn model as Pipecat uses it")
                continue
            }
            let tally = EndpointTally(best.system, reporting)
            let (share, delay) = ("false_cut_off_share.at_default_\(name).coda", "delay_ms.at_default_\(name).coda")
            add(tally, share, \.cutOffShare, &report)
            add(tally, delay, \.meanDelay, &report)
            report[share + ".p"] = tally.pairedTest(against: usual, of: { Double($0.cutOffs.count(where: \.self)) }, seed: 11)
            report[delay + ".p"] = tally.pairedTest(against: usual, of: \.delay, seed: 11)
        }
    }

    private func add(_ tally: EndpointTally, _ figure: String, _ value: (EndpointTally) -> Double, _ report: inout BenchReport) {
        let interval = tally.interval(of: value, seed: 7)
        report[figure] = value(tally)
        report[figure + ".low"] = interval.low
        report[figure + ".high"] = interval.high
    }

    /// Coda comes last in every list.
    private func compare(_ atDelay: [[EndpointTally?]], _ atShare: [EndpointTally?], _ report: inout BenchReport) {
        for (index, name) in ["silence", "smart_turn"].enumerated() {
            for (tallies, budget) in zip(atDelay, Self.delayBudgets) {
                guard let coda = tallies.last ?? nil, let other = tallies[index] else { continue }
                report["false_cut_off_share.budget\(Int(budget)).coda_against_\(name).p"] = coda.pairedTest(
                    against: other, of: { Double($0.cutOffs.count(where: \.self)) }, seed: 11)
            }
            guard let coda = atShare.last ?? nil, let other = atShare[index] else { continue }
            report["delay_ms_at_5_percent.coda_against_\(name).p"] = coda.pairedTest(against: other, of: \.delay, seed: 11)
        }
    }
}
