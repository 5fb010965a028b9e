/// The interval in which the mean difference of paired values lies, by drawing the pairs again and again (Efron, 1979).
struct PairedBootstrap {
    let mean: Double
    /// 95 %
    let low: Double
    let high: Double

    private static let draws = 10_000

    init(_ differences: [Double], seed: UInt64) {
        let count = differences.count
        mean = differences.reduce(0, +) / Double(max(1, count))
        guard count > 1 else {
            (low, high) = (mean, mean)
            return
        }
        var numbers = SeededNumbers(seed)
        var means: [Double] = []
        means.reserveCapacity(Self.draws)
        for _ in 0..<Self.draws {
            var sum = 0.0
            for _ in 0..<count { sum += differences[numbers.below(count)] }
            means.append(sum / Double(count))
        }
        means.sort()
        low = means[Self.draws / 40]
        high = means[Self.draws - 1 - Self.draws / 40]
    }
}
