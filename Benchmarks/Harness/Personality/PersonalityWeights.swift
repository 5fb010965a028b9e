internal import Glibc
internal import Personality

/// What evidence weighs, fitted on simulated people of other seeds and other wordings than those that are measured: where the weights in
/// use come from.
///
/// What training people showed is replayed with other weights, one changed at a time, as long as the belief's density at the truth (the
/// logarithmic score, which rewards a belief that is near and no surer than it may be) gets better.
struct PersonalityWeights {
    typealias Weights = [EvidenceCause: EvidenceWeight]

    /// Turns that count.
    private static let turns = 80
    private static let rounds = 4

    private let trait: Trait
    private let people: [(truth: Double, seen: [[Evidence]])]

    private init(_ trait: Trait, _ courses: [SimulatedCourse]) {
        self.trait = trait
        people = courses.map { course in
            (course.truth[trait.index], course.evidence.prefix(Self.turns).map { $0.filter { $0.trait == trait } })
        }
    }

    static func add(_ courses: [SimulatedCourse], _ report: inout BenchReport) {
        for trait in Trait.allCases {
            let fit = Self(trait, courses)
            let used = fit.inUse
            let best = fit.search(from: used)
            report["fitted_score.\(trait.rawValue)"] = fit.score(best)
            report["fitted_score_in_use.\(trait.rawValue)"] = fit.score(used)
            for (cause, weight) in best {
                for knob in fit.knobs(cause) {
                    report["fitted_\(knob.name).\(cause.rawValue).\(trait.rawValue)"] = weight[keyPath: knob.path]
                }
            }
        }
        report.notes.append(
            "fitted_*: weights that suit training people best (\(courses.count) of other seeds, with the wordings seen while tuning, a third of "
                + "them reserved); fitted_score: the logarithmic score they reach there, fitted_score_in_use: that of the weights in use, which "
                + "were rounded from such a run; wishes and thanks are not fitted")
    }

    private var inUse: Weights {
        var weights: Weights = [:]
        for person in people {
            for evidence in person.seen.joined() { weights[evidence.cause] = .of(evidence.cause, trait) }
        }
        return weights
    }

    private func score(_ weights: Weights) -> Double {
        var total = 0.0
        for person in people {
            var estimate = TraitEstimate()
            for (turn, seen) in person.seen.enumerated() {
                let weighed = seen.map { ($0, weights[$0.cause] ?? .of($0.cause, trait)) }
                estimate.update(at: SimulatedCourse.time(of: turn), weighed)
                let deviation = max(estimate.deviation, 0.03)
                let distance = (estimate.mean - person.truth) / deviation
                total -= distance * distance / 2 + log(deviation)
            }
        }
        return total / Double(max(1, people.count * Self.turns))
    }

    // MARK: The search

    private struct Knob {
        let name: String
        let path: WritableKeyPath<EvidenceWeight, Double>
        /// Added, or for a share of the value multiplied.
        let step: Double
        let isFactor: Bool
        let range: ClosedRange<Double>

        func moved(_ value: Double, by steps: Double) -> Double? {
            let next = isFactor ? value * exp(step * steps) : value + step * steps
            return range.contains(next) ? next : nil
        }
    }

    private func knobs(_ cause: EvidenceCause) -> [Knob] {
        let slope = Knob(name: "slope", path: \.slope, step: 0.25, isFactor: true, range: 1...16)
        let middle = Knob(name: "middle", path: \.middle, step: 0.04, isFactor: false, range: 0.1...0.9)
        let reach = Knob(name: "reach", path: \.reach, step: 0.04, isFactor: false, range: 0...0.5)
        let absent = Knob(name: "absent", path: \.absent, step: 0.4, isFactor: true, range: 0.002...0.98)
        let spread = Knob(name: "spread", path: \.spread, step: 0.25, isFactor: true, range: 0.02...2)
        let offset = Knob(name: "offset", path: \.offset, step: 0.04, isFactor: false, range: -0.6...0.6)
        let outliers = Knob(name: "outliers", path: \.outliers, step: 0.5, isFactor: true, range: 0.005...0.9)
        return switch cause {
        case .asked, .thanked: []
        case .wording: [slope, middle, reach, absent, outliers]
        case .contraction, .vocabulary: [slope, middle, outliers]
        case .length: [spread]
        default: [spread, offset, outliers]
        }
    }

    private func search(from start: Weights) -> Weights {
        var (best, bestScore, scale) = (start, score(start), 1.0)
        for _ in 0..<Self.rounds {
            for cause in start.keys.sorted(by: { $0.rawValue < $1.rawValue }) {
                for knob in knobs(cause) {
                    for sign in [scale, -scale] {
                        var hasMoved = false
                        while let old = best[cause]?[keyPath: knob.path], let next = knob.moved(old, by: sign) {
                            var other = best
                            other[cause]?[keyPath: knob.path] = next
                            let found = score(other)
                            guard found > bestScore + 1e-4 else { break }
                            (best, bestScore, hasMoved) = (other, found, true)
                        }
                        if hasMoved { break }
                    }
                }
            }
            scale *= 0.6
        }
        return best
    }
}
