internal import Glibc
internal import Personality

/// Somebody whose traits are known, who talks with Coda: says sentences, cuts replies off, asks for what they miss.
///
/// Only transcripts and events leave it. What of it is assumed is told in docs/personality.md.
struct SimulatedPerson {
    let truth: [Double]
    private let wording: SimulatedWording
    private var numbers: SeededNumbers
    /// How far their way of speaking lies from how they want to be spoken to.
    private let habits: [Double]
    /// How clearly they show what they are.
    private let slopes: [Double]
    private let neutrality: Double
    /// What the last turn showed by choice, by trait: what could be seen of it at best.
    private(set) var signs: [Signs] = []
    /// How much of it: 1, or 0.5 for those who show half as much.
    private let openness: Double
    /// Whether those in the middle word things now for one end and now for the other, and not for neither.
    private let swings: Bool

    /// How far habits lie from wishes, and a day's way of speaking from the usual; deviations on a trait's scale.
    static let habit = 0.04
    static let day = 0.07
    /// Of the logistic of a choice, and how much people differ in it (the logarithm's deviation).
    static let slope = 8.0
    static let slopeDeviation = 0.2
    /// How far from the middle an end is chosen as often as not, for a usual person.
    static let usualReach = reachOfNeutrality * 0.35
    private static let reachOfNeutrality = 0.45

    init(_ wording: SimulatedWording, seed: UInt64, openness: Double = 1, swings: Bool = false) {
        self.openness = openness
        self.swings = swings
        self.wording = wording
        var numbers = SeededNumbers(seed)
        truth = Trait.allCases.map { _ in 0.05 + 0.9 * numbers.unit() }
        habits = Trait.allCases.map { _ in Self.habit * numbers.normal() }
        slopes = Trait.allCases.map { _ in Self.slope * exp(Self.slopeDeviation * numbers.normal()) }
        neutrality = 0.25 + 0.2 * numbers.unit()
        self.numbers = numbers
    }

    /// Choices between two forms, and of wordings that may also be for neither end.
    struct Signs: Hashable {
        var high = 0
        var low = 0
        var wordedHigh = 0
        var wordedLow = 0
        var neither = 0
    }

    // MARK: Hearing

    /// What they make of a reply of so many words.
    mutating func hear(_ manner: Manner) -> HeardReply {
        let isFree = numbers.chance(0.7)
        let words = isFree ? max(3, Int(Double(manner.words) * exp(0.25 * numbers.normal()))) : 4 + numbers.below(10)
        var reply = HeardReply(
            words: words, depth: isFree && numbers.chance(0.7) ? manner[.depth] : nil,
            offered: numbers.chance(manner.addsOffer ? 0.5 : 0.15), joked: manner.mayJoke && numbers.chance(0.3), hasFreeLength: isFree)
        let patience = 1.1 * ReplyLengthModel.wanted(truth[Trait.verbosity.index]) * exp(0.3 * numbers.normal())
        if isFree, Double(words) > patience, numbers.chance(0.7) {
            reply.wasCutOff = true
            reply.heardWords = max(1, Int(patience))
        } else if numbers.chance(0.04) {
            // The door bell: nothing to do with the reply.
            reply.wasCutOff = true
            reply.heardWords = numbers.below(words)
        }
        return reply
    }

    // MARK: Speaking

    /// - Parameter shown: how Coda spoke.
    mutating func speak(after reply: HeardReply?, shown: Manner) -> PersonTurn {
        signs = Trait.allCases.map { _ in Signs() }
        if numbers.chance(0.03) { return PersonTurn("", after: reply) }
        var parts: [String]
        let moods = Trait.allCases.map { mood($0) }
        if numbers.chance(0.1) {
            parts = [numbers.pick(SimulatedWording.offTopic)]
        } else if let wish = wish(shown) {
            parts = [wish]
        } else {
            parts = reaction(to: reply, shown, moods) + request(moods)
        }
        let rate = ReplyLengthModel.wordsPerMinute(moods[Trait.pace.index]) * exp(0.1 * numbers.normal())
        let words = parts.joined(separator: " ").split(separator: " ").map(String.init)
        return PersonTurn(misheard(contracted(words, moods)).joined(separator: " "), wordsPerMinute: rate, after: reply)
    }

    /// What a turn shows: the truth, their habit, the day, and now and then the contrary.
    private mutating func mood(_ trait: Trait) -> Double {
        if numbers.chance(0.05) { return numbers.unit() }
        return min(max(truth[trait.index] + habits[trait.index] + Self.day * numbers.normal(), 0), 1)
    }

    /// Few say what they miss, and only what they miss much.
    private mutating func wish(_ shown: Manner) -> String? {
        guard numbers.chance(0.1) else { return nil }
        let misses = Trait.allCases.map { truth[$0.index] - shown[$0] }
        guard let trait = Trait.allCases.max(by: { abs(misses[$0.index]) < abs(misses[$1.index]) }), abs(misses[trait.index]) > 0.2 else {
            return nil
        }
        return numbers.pick(wording.askedFor[trait.index][misses[trait.index] > 0 ? 1 : 0])
    }

    private mutating func reaction(to reply: HeardReply?, _ shown: Manner, _ moods: [Double]) -> [String] {
        guard let reply, !reply.wasCutOff else { return [] }
        let wanted = ReplyLengthModel.wanted(truth[Trait.verbosity.index])
        if reply.hasFreeLength, Double(reply.words) < 0.65 * wanted, numbers.chance(0.35) { return [numbers.pick(wording.moreWanted)] }
        if let depth = reply.depth {
            let miss = truth[Trait.depth.index] + 0.08 * numbers.normal() - depth
            if miss < -0.15, numbers.chance(0.4) { return [numbers.pick(wording.unclear)] }
            if miss > 0.15, numbers.chance(0.4) { return [numbers.pick(wording.deeper)] }
        }
        if reply.joked, numbers.chance(logistic(8 * (moods[Trait.humour.index] - 0.5))) { return [numbers.pick(wording.playful.high)] }
        if reply.offered, numbers.chance(0.6) {
            let isTaken = numbers.chance(logistic(8 * (moods[Trait.initiative.index] - 0.5)))
            return [isTaken ? numbers.pick(["yes please", "sure", "yeah go ahead"]) : numbers.pick(["no thanks", "no", "not now"])]
        }
        return isThere(0.8) ? [choose(wording.warmReaction, .warmth, moods)] : []
    }

    private mutating func request(_ moods: [Double]) -> [String] {
        var parts: [String] = []
        if isThere(0.8) { parts.append(choose(wording.opening, .formality, moods)) }
        if isThere(0.7) { parts.append(choose(wording.warmSide, .warmth, moods)) }
        if isThere(1) { parts.append(choose(wording.asking, .formality, moods)) }
        if numbers.chance(0.85) {
            if isThere(0.8) { parts.append(choose(wording.technicalAsking, .depth, moods)) }
            parts.append(matter(moods))
            if isThere(0.4) { parts += ["and", matter(moods)] }
        } else {
            parts.append(numbers.pick(SimulatedWording.everydayMatters))
        }
        if isThere(0.6) { parts.append(choose(wording.everyday, .formality, moods)) }
        if isThere(0.8) { parts.append(numbers.pick(SimulatedWording.statements)) }
        if isThere(0.4) { parts.append(choose(wording.everyday, .formality, moods)) }
        for _ in 0..<3 where numbers.chance(0.6 * moods[Trait.verbosity.index]) { parts.append(numbers.pick(SimulatedWording.additions)) }
        if isThere(0.5) { parts.append(choose(wording.playful, .humour, moods)) }
        if isThere(0.7) { parts.append(choose(wording.warmSide, .warmth, moods)) }
        if isThere(0.8) { parts.append(choose(wording.closing, .formality, moods)) }
        return parts
    }

    private mutating func isThere(_ share: Double) -> Bool { numbers.chance(share * openness) }

    private mutating func matter(_ moods: [Double]) -> String {
        let matter = numbers.pick(wording.matters)
        return isHigh(.depth, moods) ? matter.technical : matter.plain
    }

    private mutating func choose(_ site: SimulatedWording.Site, _ trait: Trait, _ moods: [Double]) -> String {
        if !swings {
            let (slope, away, at) = (slopes[trait.index], moods[trait.index] - 0.5, numbers.unit())
            // As many are worded for neither as with those who swing, by those who are neither.
            let reach = Self.reachOfNeutrality * neutrality
            let (high, low) = (logistic(slope * (away - reach)), logistic(-slope * (away + reach)))
            guard at < high || at >= 1 - low else {
                signs[trait.index].neither += 1
                return numbers.pick(site.either)
            }
            if at < high { signs[trait.index].wordedHigh += 1 } else { signs[trait.index].wordedLow += 1 }
            return numbers.pick(at < high ? site.high : site.low)
        }
        if numbers.chance(neutrality) { return numbers.pick(site.either) }
        return numbers.pick(isHigh(trait, moods) ? site.high : site.low)
    }

    private mutating func isHigh(_ trait: Trait, _ moods: [Double]) -> Bool {
        let isHigh = numbers.chance(logistic(slopes[trait.index] * (moods[trait.index] - 0.5)))
        if isHigh { signs[trait.index].high += 1 } else { signs[trait.index].low += 1 }
        return isHigh
    }

    // MARK: What becomes of the words

    private mutating func contracted(_ words: [String], _ moods: [Double]) -> [String] {
        var kept: [String] = []
        for word in words {
            if let before = kept.last, let short = Self.contractions[before + " " + word], !isHigh(.formality, moods) {
                kept[kept.count - 1] = short
            } else {
                kept.append(word)
            }
        }
        return kept
    }

    private static let contractions = [
        "do not": "don't", "does not": "doesn't", "what is": "what's", "i am": "i'm", "it is": "it's", "i would": "i'd",
        "you are": "you're",
        "that is": "that's", "have not": "haven't", "can not": "can't", "is not": "isn't", "are not": "aren't", "did not": "didn't",
    ]

    private mutating func misheard(_ words: [String]) -> [String] {
        words.compactMap { word in
            if numbers.chance(0.02) { return nil }
            return numbers.chance(0.05) ? numbers.pick(SimulatedWording.misheard) : word
        }
    }

    private func logistic(_ x: Double) -> Double { 1 / (1 + exp(-x)) }
}

/// What lengths and speeds simulated people want: the simulation's own, as a person would have them without knowing Coda.
enum ReplyLengthModel {
    /// Words of a reply: 8 for somebody who likes it briefest, 80 at the other end.
    static func wanted(_ verbosity: Double) -> Double { 8 * pow(10, verbosity) }
    static func wordsPerMinute(_ pace: Double) -> Double { 100 + 130 * pace }
}

extension SeededNumbers {
    /// 0..<1.
    mutating func unit() -> Double { Double(next() >> 11) / Double(1 << 53) }
    mutating func chance(_ share: Double) -> Bool { unit() < share }
    mutating func normal() -> Double { (-2 * log(1 - unit())).squareRoot() * cos(2 * .pi * unit()) }
    mutating func pick<Element>(_ from: [Element]) -> Element { from[below(from.count)] }
}
