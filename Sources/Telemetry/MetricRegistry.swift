internal import Synchronization

/// Every metric of the process. Names and labels are fixed when a metric is added; adding happens once, at the start.
package final class MetricRegistry: Sendable {
    package enum Kind: String, Sendable { case counter, gauge, histogram }

    /// What a metric shows at one moment.
    enum Reading: Sendable {
        case value(Double)
        case histogram(HistogramCounts)
    }

    /// One metric, with a reading for each value of its label.
    package struct Family: Sendable {
        package let name: String
        package let help: String
        package let kind: Kind
        /// `nil` where there is no label.
        package let label: String?
        package let labelValues: [String]
        /// As many as there are label values, or one; `nil` where there is nothing to show.
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

    package func counters<Label: MetricLabel>(_ name: String, _ help: String, label: String, of _: Label.Type)
        -> MetricFamily<Label, MetricCounter>
    {
        let family = MetricFamily<Label, MetricCounter> { MetricCounter() }
        add(name, help, .counter, label, Self.values(of: Label.self)) { Label.allCases.map { .value(Double(family[$0].value)) } }
        return family
    }

    package func gauges<Label: MetricLabel>(_ name: String, _ help: String, label: String, of _: Label.Type)
        -> MetricFamily<Label, MetricGauge>
    {
        let family = MetricFamily<Label, MetricGauge> { MetricGauge() }
        add(name, help, .gauge, label, Self.values(of: Label.self)) { Label.allCases.map { .value(Double(family[$0].value)) } }
        return family
    }

    package func histogram(_ name: String, _ help: String, bounds: [Double]) -> MetricHistogram {
        let histogram = MetricHistogram(bounds: bounds)
        add(name, help, .histogram) { [.histogram(histogram.counts)] }
        return histogram
    }

    package func histograms<Label: MetricLabel>(_ name: String, _ help: String, label: String, of _: Label.Type, bounds: [Double])
        -> MetricFamily<Label, MetricHistogram>
    {
        let family = MetricFamily<Label, MetricHistogram> { MetricHistogram(bounds: bounds) }
        add(name, help, .histogram, label, Self.values(of: Label.self)) { Label.allCases.map { .histogram(family[$0].counts) } }
        return family
    }

    // MARK: What is looked up when somebody asks

    /// - Parameter read: called on the asker's thread; must return at once.
    package func sampled(_ name: String, _ help: String, _ kind: Kind = .gauge, read: @escaping @Sendable () -> Double?) {
        add(name, help, kind) { [read().map { .value($0) }] }
    }

    /// - Parameter read: called on the asker's thread, for each value of the label.
    package func sampled<Label: MetricLabel>(
        _ name: String, _ help: String, _ kind: Kind = .gauge, label: String, of _: Label.Type,
        read: @escaping @Sendable (Label) -> Double?
    ) {
        add(name, help, kind, label, Self.values(of: Label.self)) { Label.allCases.map { read($0).map { .value($0) } } }
    }

    /// One that is always 1 and whose label says something of the program.
    package func constant(_ name: String, _ help: String, label: String, value: String) {
        add(name, help, .gauge, label, [value]) { [.value(1)] }
    }

    private static func values<Label: MetricLabel>(of _: Label.Type) -> [String] { Label.allCases.map(\.rawValue) }

    private func add(
        _ name: String, _ help: String, _ kind: Kind, _ label: String? = nil, _ values: [String] = [],
        read: @escaping @Sendable () -> [Reading?]
    ) {
        let family = Family(name: name, help: help, kind: kind, label: label, labelValues: values, read: read)
        list.withLock { list in
            precondition(!list.contains { $0.name == name }, "metric \(name) is added twice")
            list.append(family)
        }
    }
}
