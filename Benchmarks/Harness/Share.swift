internal import Glibc

/// How many of how many, with the interval in which the true share lies with 95 % (Wilson, 1927).
struct Share: Sendable {
    var hits = 0
    var total = 0

    var value: Double { total > 0 ? Double(hits) / Double(total) : 0 }

    var interval: (low: Double, high: Double) {
        guard total > 0 else { return (0, 1) }
        let (n, z) = (Double(total), 1.959_964)
        let middle = (value + z * z / (2 * n)) / (1 + z * z / n)
        let reach = z / (1 + z * z / n) * (value * (1 - value) / n + z * z / (4 * n * n)).squareRoot()
        return (max(0, middle - reach), min(1, middle + reach))
    }

    mutating func count(_ isHit: Bool) {
        hits += isHit ? 1 : 0
        total += 1
    }
}

extension BenchReport {
    /// Adds a share under `name`, the ends of its interval as `.low` and `.high`, and of how many it is as `.n`.
    mutating func add(_ name: String, _ share: Share) {
        guard share.total > 0 else {
            notes.append("\(name) is left out: there was nothing to count")
            return
        }
        self[name] = share.value
        (self[name + ".low"], self[name + ".high"]) = share.interval
        self[name + ".n"] = Double(share.total)
    }
}
