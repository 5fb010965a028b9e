internal import Glibc
internal import Personality
internal import Wire

/// `bench personality`: simulated people whose traits are known talk with Coda; how soon and how surely it finds them, and what that costs.
struct PersonalityBench {
    let settings: BenchSettings
    let progress: @Sendable (String) -> Void

    private static let scenarios: [(name: String, trait: Trait)] = [
        ("style", .warmth), ("depth", .depth), ("formality", .formality), ("length", .verbosity), ("humour", .humour), ("pace", .pace),
        ("initiative", .initiative),
    ]

    private struct Population {
        var suffix: String
        var half = SimulatedWording.Half.heldOut
        var openness = 1.0
        var swings = false
    }

    private static let populations = [
        Population(suffix: ""), Population(suffix: ".seen_wording", half: .seen), Population(suffix: ".reserved", openness: 0.5),
        Population(suffix: ".swinging", swings: true),
    ]
    /// Traits that show in choices, for which it can be told what the ideal observer of them would find.
    private static let chosen: Set<Trait> = [.warmth, .depth, .formality, .humour]

    func run() throws -> BenchReport {
        var report = BenchReport("personality", settings)
        let people = settings.isQuick ? 30 : 400
        report.settings["people"] = .integer(people)
        for population in Self.populations {
            progress("\(people) simulated people\(population.suffix)")
            let courses = courses(population, people, block: 0)
            for (name, trait) in Self.scenarios {
                add(name + population.suffix, courses.map { $0.finding(trait) }, &report)
                guard !settings.isQuick, Self.chosen.contains(trait), population.half == .heldOut else { continue }
                var observer = IdealObserver(swings: population.swings)
                add("ideal.\(name)\(population.suffix)", courses.map { $0.ideal(trait, &observer) }, &report)
            }
            if population.suffix.isEmpty {
                PersonalityAccuracy.add(courses, &report)
                addFar(courses, &report)
            }
        }
        if !settings.isQuick {
            progress("weights, from people of other seeds")
            let training =
                courses(Population(suffix: "", half: .seen), 100, block: 1)
                + courses(Population(suffix: "", half: .seen, openness: 0.5), 50, block: 2)
            PersonalityWeights.add(training, &report)
        }
        progress("costs")
        PersonalityCosts.add(settings, &report)
        PersonalityRequests.add(&report, below: settings.data)
        explain(&report)
        return report
    }

    /// - Parameter block: people of different blocks have different seeds.
    private func courses(_ population: Population, _ people: Int, block: UInt64) -> [SimulatedCourse] {
        let wording = SimulatedWording(population.half)
        return (0..<people).map {
            SimulatedCourse(
                wording, seed: (settings.seed &+ block &* 1_000) &* 1_000_003 &+ UInt64($0 * 7 + 1), openness: population.openness,
                swings: population.swings)
        }
    }

    private func add(_ name: String, _ findings: [SimulatedCourse.Finding], _ report: inout BenchReport) {
        var converged = Share()
        for finding in findings { converged.count(finding.convergence != nil) }
        let interactions = findings.compactMap(\.convergence).map(Double.init)
        report.add("converged_share.\(name)", converged)
        report.add("interactions.\(name)", means: interactions)
        report.add("interactions_median.\(name)", medianOf: interactions)
        report.add("stability_share.\(name)", means: findings.compactMap(\.stability))
    }

    private func addFar(_ courses: [SimulatedCourse], _ report: inout BenchReport) {
        for (name, trait) in Self.scenarios {
            report.add(
                "interactions_far.\(name)",
                means: courses.filter { $0.isFar(trait) }.compactMap { $0.finding(trait).convergence }.map(Double.init))
        }
    }

    private func explain(_ report: inout BenchReport) {
        report.notes += [
            "the people are simulated: traits drawn evenly from 0.05 to 0.95, shown through wordings, reactions and a few wishes, with "
                + "mishearing (7 % of words), turns off the topic (10 %), contradicting moods (5 %), silence (3 %), and habits that differ "
                + "from what is wanted (0.04); real people may show less or more (docs/personality.md)",
            "converged: within 0.1 of the truth for 20 turns in a row, begun within 60; interactions: turns until that begins, 1 where the "
                + "first turn is near already, over those who converged; stability: the share of the next 50 turns within 0.1; .low and .high: "
                + "95 %; interactions_median: the same's middle",
            "interactions_far: those more than 0.15 from the middle, where every estimate begins",
            "ideal.*: what an observer would reach who knows the simulation's model and sees every choice unmisheard, but no wish and no "
                + "reaction: a bar beyond it cannot be met from how these people speak",
            "style is warmth; humour, pace and initiative are the other traits, for which nothing is published",
            ".reserved: people who show half as much a turn, a guess at the other side; .swinging: people who, in the middle, word things for "
                + "one end and the other in turn, as all did in an earlier simulation",
            "half of all wordings are held out of the fit of weights; .seen_wording: the other half, with seeds not fitted on; one author wrote "
                + "both halves and knows them",
        ]
    }
}

extension BenchReport {
    /// Adds a mean under `name`, the ends of its interval of 95 % as `.low` and `.high`, and of how many it is as `.n`.
    mutating func add(_ name: String, means values: [Double]) {
        guard values.count > 1 else {
            notes.append("\(name) has too few values")
            return
        }
        let count = Double(values.count)
        let mean = values.reduce(0, +) / count
        let deviation = (values.reduce(0) { $0 + ($1 - mean) * ($1 - mean) } / (count - 1)).squareRoot()
        self[name] = mean
        self[name + ".low"] = mean - 1.96 * deviation / count.squareRoot()
        self[name + ".high"] = mean + 1.96 * deviation / count.squareRoot()
        self[name + ".n"] = count
    }

    /// Adds a median under `name`, and the ends of its interval of 95 % (by ranks) as `.low` and `.high`.
    mutating func add(_ name: String, medianOf values: [Double]) {
        guard values.count > 1 else { return }
        let sorted = values.sorted()
        let (middle, reach) = (Double(values.count) / 2, 0.98 * Double(values.count).squareRoot())
        self[name] = sorted[Int(middle)]
        self[name + ".low"] = sorted[max(0, Int(middle - reach))]
        self[name + ".high"] = sorted[min(values.count - 1, Int(middle + reach))]
    }
}
