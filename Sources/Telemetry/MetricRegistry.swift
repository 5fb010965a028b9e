internal import Synchronization

/// Every metric of the process. Names and labels are fixed when a metric is added; adding happens once, at the start.
package final class MetricRegistry: Sendable {
    package enum Kind: String, Sendable { case counter, gauge, histogram }

    /// What a metric shows at one moment.
    enum Reading: Sendable {
        case value(Double)
        case histogram(HistogramCounts)
    }

    /// A label and every value it may have.
    package struct Label: Sendable, Equatable {
        package let name: String
        package let values: [String]

        init(_ name: String, _ values: [String]) {
            self.name = name
            self.values = values
        }

        init<Values: MetricLabel>(_ name: String, _: Values.Type) { self.init(name, Values.allCases.map(\.rawValue)) }
    }

    /// One metric, with a reading for each value of its labels.
    package struct Family: Sendable {
        package let name: String
        package let help: String
        package let kind: Kind
        package let labels: [Label]
        /// One for each combination of label values, those of the last label next to each other; `nil` where there is nothing to show.
        let read: @Sendable () -> [Reading?]
    }

    private let list = Mutex<[Family]>([])

    package init() {}

    /// In the order in which they were added.
    package var families: [Family] { list.withLock { $0 } }

    // MARK: What is counted as it happens

    package func counter(_ name: String, _ help: String) -> MetricCounter {
        let counter = MetricCounter()
        add(name, help, .counter) { [.value(Double(counter.value))] }
        return counter
    }

    package func counters<Values: MetricLabel>(_ name: String, _ help: String, label: String, of _: Values.Type)
        -> MetricFamily<Values, MetricCounter>
    {
        let family = MetricFamily<Values, MetricCounter> { MetricCounter() }
        add(name, help, .counter, [Label(label, Values.self)]) { Values.allCases.map { .value(Double(family[$0].value)) } }
        return family
    }

    package func gauges<Values: MetricLabel>(_ name: String, _ help: String, label: String, of _: Values.Type)
        -> MetricFamily<Values, MetricGauge>
    {
        let family = MetricFamily<Values, MetricGauge> { MetricGauge() }
        add(name, help, .gauge, [Label(label, Values.self)]) { Values.allCases.map { .value(Double(family[$0].value)) } }
        return family
    }

    package func histogram(_ name: String, _ help: String, bounds: [Double]) -> MetricHistogram {
        let histogram = MetricHistogram(bounds: bounds)
        add(name, help, .histogram) { [.histogram(histogram.counts)] }
        return histogram
    }

    package func histograms<Values: MetricLabel>(_ name: String, _ help: String, label: String, of _: Values.Type, bounds: [Double])
        -> MetricFamily<Values, MetricHistogram>
    {
        let family = MetricFamily<Values, MetricHistogram> { MetricHistogram(bounds: bounds) }
        add(name, help, .histogram, [Label(label, Values.self)]) { Values.allCases.map { .histogram(family[$0].counts) } }
        return family
    }

    // MARK: What is looked up when somebody asks

    /// - Parameter read: called on the asker's thread; must return at once.
    package func sampled(_ name: String, _ help: String, _ kind: Kind = .gauge, read: @escaping @Sendable () -> Double?) {
        add(name, help, kind) { [read().map { .value($0) }] }
    }

    /// - Parameter read: called on the asker's thread, for each value of the label.
    package func sampled<Values: MetricLabel>(
        _ name: String, _ help: String, _ kind: Kind = .gauge, label: String, of _: Values.Type,
        read: @escaping @Sendable (Values) -> Double?
    ) {
        add(name, help, kind, [Label(label, Values.self)]) { Values.allCases.map { read($0).map { .value($0) } } }
    }

    /// Histograms that are kept elsewhere.
    ///
    /// - Parameter read: called on the asker's thread, for each value of the label.
    package func histograms<Values: MetricLabel>(
        _ name: String, _ help: String, label: String, of _: Values.Type, read: @escaping @Sendable (Values) -> HistogramCounts?
    ) {
        add(name, help, .histogram, [Label(label, Values.self)]) { Values.allCases.map { read($0).map { .histogram($0) } } }
    }

    /// - Parameter read: called on the asker's thread, for each combination of the two labels' values.
    package func sampled<First: MetricLabel, Second: MetricLabel>(
        _ name: String, _ help: String, _ kind: Kind = .gauge, labels: (String, String), of _: First.Type, _: Second.Type,
        read: @escaping @Sendable (First, Second) -> Double?
    ) {
        add(name, help, kind, [Label(labels.0, First.self), Label(labels.1, Second.self)]) {
            First.allCases.flatMap { first in Second.allCases.map { read(first, $0).map { .value($0) } } }
        }
    }

    /// One that is always 1 and whose label says something of the program.
    package func constant(_ name: String, _ help: String, label: String, value: String) {
        add(name, help, .gauge, [Label(label, [value])]) { [.value(1)] }
    }

    private static func values<Values: MetricLabel>(of _: Values.Type) -> [String] { Values.allCases.map(\.rawValue) }

    private func add(
        _ name: String, _ help: String, _ kind: Kind, _ labels: [Label] = [],
        read: @escaping @Sendable () -> [Reading?]
    ) {
        let family = Family(name: name, help: help, kind: kind, labels: labels, read: read)
        list.withLock { list in
            precondition(!list.contains { $0.name == name }, "metric \(name) is added twice")
            list.append(family)
        }
    }
}
