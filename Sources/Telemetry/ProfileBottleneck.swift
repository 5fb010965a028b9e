/// What holds answers up, or will.
package struct ProfileBottleneck: Sendable, Equatable {
    package enum Kind: Sendable, Equatable {
        /// A part of more than a fifth of the time to an answer, 0...1.
        case timeShare(Double)
        /// Calls that are more than a fifth of all work for turns.
        case workShare(Double)
        /// The slow ones get slower: how often the median the 95th percentile was, in the first and in the last third of the session.
        case growingTail(first: Double, last: Double)
        /// Mean waits in milliseconds in the first and in the last third.
        case growingQueue(first: Double, last: Double)
    }

    package var name: SpanName
    package var kind: Kind

    package init(name: SpanName, kind: Kind) {
        self.name = name
        self.kind = kind
    }

    package var text: String {
        func number(_ value: Double) -> String { ProfileText.number(value) }
        return switch kind {
        case .timeShare(let share): "\(name.text) is \(ProfileText.percent(share)) of the time to the first audible sample"
        case .workShare(let share): "\(name.text) is \(ProfileText.percent(share)) of the work for turns"
        case .growingTail(let first, let last):
            "\(name.text) has a growing tail: p95 was \(number(first)) times p50 in the first third, \(number(last)) in the last"
        case .growingQueue(let first, let last):
            "\(name.text) grows: \(number(first)) ms on average in the first third, \(number(last)) ms in the last"
        }
    }
}

extension Profile {
    /// Of the time to an answer, or of the work.
    private static let largestShare = 0.2
    /// Fewer values say nothing about their slow ones.
    private static let fewestForTail = 20
    private static let tailGrowth = 1.5
    private static let fewestForQueue = 10
    private static let queueGrowth = 2.0
    /// Milliseconds below which nobody minds.
    private static let noticeable = 5.0

    /// The heaviest first, shares before growth.
    package var bottlenecks: [ProfileBottleneck] {
        shares(of: SpanName.parts, in: milliseconds(of: .turn).reduce(0, +)) { .timeShare($0) } + workShares
            + SpanName.allCases.compactMap(growingTail) + SpanName.allCases.compactMap(growingQueue)
    }

    private var workShares: [ProfileBottleneck] {
        let work = spans.filter { $0.name.kind == .work && $0.turn != 0 }.reduce(0) { $0 + $1.milliseconds }
        return shares(of: SpanName.allCases.filter { $0.kind == .work }, in: work) { .workShare($0) }
    }

    private func shares(of names: [SpanName], in whole: Double, _ kind: (Double) -> ProfileBottleneck.Kind) -> [ProfileBottleneck] {
        guard whole > 0 else { return [] }
        var sums: [SpanName: Double] = [:]
        for span in spans where span.turn != 0 { sums[span.name, default: 0] += span.milliseconds }
        let shares = names.map { (name: $0, share: (sums[$0] ?? 0) / whole) }.filter { $0.share > Self.largestShare }
        return shares.sorted { $0.share > $1.share }.map { ProfileBottleneck(name: $0.name, kind: kind($0.share)) }
    }

    private func growingTail(_ name: SpanName) -> ProfileBottleneck? {
        let thirds = thirds(of: name)
        guard let fewest = thirds.map(\.count).min(), fewest >= Self.fewestForTail else { return nil }
        let quantiles = thirds.map { $0.sorted() }.map { (p50: Quantile.of($0, 0.5), p95: Quantile.of($0, 0.95)) }
        let ratios = quantiles.map { $0.p50 > 0 ? $0.p95 / $0.p50 : 0 }
        guard ratios[0] > 0, ratios[0] <= ratios[1], ratios[1] <= ratios[2], ratios[2] >= ratios[0] * Self.tailGrowth,
            quantiles[2].p95 - quantiles[0].p95 >= Self.noticeable
        else { return nil }
        return ProfileBottleneck(name: name, kind: .growingTail(first: ratios[0], last: ratios[2]))
    }

    private func growingQueue(_ name: SpanName) -> ProfileBottleneck? {
        guard name.kind == .wait || name == .queue else { return nil }
        let thirds = thirds(of: name)
        guard let fewest = thirds.map(\.count).min(), fewest >= Self.fewestForQueue else { return nil }
        let means = thirds.map { $0.reduce(0, +) / Double($0.count) }
        guard means[0] <= means[1], means[1] <= means[2], means[2] >= means[0] * Self.queueGrowth, means[2] - means[0] >= Self.noticeable
        else { return nil }
        return ProfileBottleneck(name: name, kind: .growingQueue(first: means[0], last: means[2]))
    }

    /// The milliseconds of a name's spans in the first, second and last third of the time in which there were some.
    private func thirds(of name: SpanName) -> [[Double]] {
        let found = spans.filter { $0.name == name }
        var thirds: [[Double]] = [[], [], []]
        guard let first = found.first, let last = found.last, last.start > first.start else { return thirds }
        let length = Double(last.start - first.start)
        for span in found { thirds[min(2, Int(3 * Double(span.start - first.start) / length))].append(span.milliseconds) }
        return thirds
    }
}
