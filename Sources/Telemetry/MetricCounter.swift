internal import Synchronization

/// A number that only grows. Any thread; adding takes a few nanoseconds and allocates nothing.
package final class MetricCounter: Sendable {
    private let count = Atomic(0)

    package init() {}

    package func add(_ amount: Int = 1) { count.wrappingAdd(amount, ordering: .relaxed) }

    package var value: Int { count.load(ordering: .relaxed) }
}

/// A number that goes up and down.
package final class MetricGauge: Sendable {
    private let level = Atomic(0)

    package init() {}

    package func set(_ value: Int) { level.store(value, ordering: .relaxed) }

    package var value: Int { level.load(ordering: .relaxed) }
}
