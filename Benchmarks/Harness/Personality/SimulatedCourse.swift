internal import Personality

/// How one simulated person and Coda got on: what was believed of each trait after each turn.
struct SimulatedCourse {
    static let horizon = 60
    static let run = 20
    static let after = 50
    static var turns: Int { horizon + run + after }
    /// How near a belief must be.
    static let reach = 0.1

    let truth: [Double]
    /// By turn, then by trait.
    private(set) var believed: [[Double]] = []
    private(set) var shown: [[Double]] = []
    private(set) var evidence: [[Evidence]] = []
    private(set) var texts: [String] = []
    private(set) var signs: [[SimulatedPerson.Signs]] = []

    init(_ wording: SimulatedWording, seed: UInt64, openness: Double = 1, swings: Bool = false) {
        var person = SimulatedPerson(wording, seed: seed, openness: openness, swings: swings)
        truth = person.truth
        var personality = Personality()
        var reply: HeardReply?
        for turn in 0..<Self.turns {
            let said = person.speak(after: reply, shown: personality.manner)
            signs.append(person.signs)
            evidence.append(personality.observe(said, at: Self.time(of: turn)))
            texts.append(said.text)
            believed.append(Trait.allCases.map { personality[$0].mean })
            shown.append(Trait.allCases.map { personality[$0].shown })
            reply = person.hear(personality.manner)
        }
    }

    /// Some twelve turns a day.
    static func time(of turn: Int) -> PersonalityTime { PersonalityTime(seconds: turn * 7_200) }

    /// What was believed of a trait turn by turn.
    func finding(_ trait: Trait) -> Finding { Finding(believed.map { $0[trait.index] }, truth[trait.index]) }

    /// What the ideal observer of the person's choices would have believed.
    func ideal(_ trait: Trait, _ observer: inout IdealObserver) -> Finding {
        Finding(observer.beliefs(signs.map { $0[trait.index] }), truth[trait.index])
    }

    /// How soon a trait was found, and whether it stayed found.
    struct Finding {
        /// The turn, from 1, with which the first run of turns near the truth begins; `nil` where none does in time.
        let convergence: Int?
        /// The share near the truth of the turns after the run; `nil` where there was none.
        let stability: Double?

        init(_ believed: [Double], _ truth: Double) {
            let near = believed.map { abs($0 - truth) <= SimulatedCourse.reach }
            var (begin, length): (Int?, Int) = (nil, 0)
            for turn in 0..<SimulatedCourse.horizon + SimulatedCourse.run where begin == nil {
                length = near[turn] ? length + 1 : 0
                if length == SimulatedCourse.run { begin = turn - SimulatedCourse.run + 1 }
            }
            convergence = begin.map { $0 + 1 }
            stability = begin.map { begin in
                let after = near[(begin + SimulatedCourse.run)...].prefix(SimulatedCourse.after)
                return Double(after.count { $0 }) / Double(SimulatedCourse.after)
            }
        }
    }

    /// Whether the person is clearly on one side of what everybody is thought to be.
    func isFar(_ trait: Trait) -> Bool { abs(truth[trait.index] - 0.5) > 0.15 }
}
