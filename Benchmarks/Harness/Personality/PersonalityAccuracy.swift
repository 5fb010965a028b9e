internal import Glibc
internal import Personality

/// How right what was read, believed and shown is, over all traits.
enum PersonalityAccuracy {
    static func add(_ courses: [SimulatedCourse], _ report: inout BenchReport) {
        var (read, updated, adapted, learnt) = (Share(), Share(), Share(), Share())
        for course in courses {
            for turn in 0..<SimulatedCourse.turns {
                for evidence in course.evidence[turn] where course.isFar(evidence.trait) {
                    if let isUpward = direction(evidence) { read.count(isUpward == (course.truth[evidence.trait.index] > 0.5)) }
                }
                for trait in Trait.allCases {
                    let truth = course.truth[trait.index]
                    let miss = abs(course.believed[turn][trait.index] - truth)
                    if turn > 0, course.believed[turn][trait.index] != course.believed[turn - 1][trait.index] {
                        let before = abs(course.believed[turn - 1][trait.index] - truth)
                        updated.count(miss <= SimulatedCourse.reach || miss < before)
                    }
                    guard turn >= 20 else { continue }
                    adapted.count(abs(course.shown[turn][trait.index] - truth) <= 0.15)
                    learnt.count(miss <= SimulatedCourse.reach)
                }
            }
        }
        report["trait_calculation_accuracy_share"] = read.value
        report["update_accuracy_share"] = updated.value
        report["adaptation_accuracy_share"] = adapted.value
        report["learning_accuracy_share"] = learnt.value
        report.notes += [
            "trait_calculation_accuracy_share: of the choices and wishes read in people more than 0.15 from the middle, those on their side; "
                + "update_accuracy_share: of the turns that moved a belief, those that brought it nearer or left it within 0.1; "
                + "adaptation_accuracy_share: what is shown is within 0.15 of the truth, learning_accuracy_share: what is believed within "
                + "0.1, both over all seven traits from turn 21 on"
        ]
    }

    private static func direction(_ evidence: Evidence) -> Bool? {
        switch evidence.reading {
        case .choices(let high, let low, _): high == low ? nil : high > low
        case .above where evidence.cause == .asked: true
        case .below where evidence.cause == .asked: false
        default: nil
        }
    }
}
