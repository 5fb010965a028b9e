internal import Language

/// How many utterances were understood.
struct IntentScore: Sendable {
    /// In scope: the right intent, and not called out of scope.
    var accuracy = Share()
    /// In scope: the right intent, whatever the threshold says.
    var unbounded = Share()
    /// Out of scope: called so.
    var recall = Share()
    /// Called out of scope: so they are.
    var precision = Share()

    mutating func count(_ example: IntentExample, _ reading: IntentReading) {
        let isOutside = example.intent == IntentExample.outOfScope
        if isOutside {
            recall.count(reading.isOutOfScope)
        } else {
            let isRight = reading.guesses.first?.intent == example.intent
            accuracy.count(isRight && !reading.isOutOfScope)
            unbounded.count(isRight)
        }
        if reading.isOutOfScope { precision.count(isOutside) }
    }

    /// - Parameter suffix: of each figure's name.
    func add(to report: inout BenchReport, _ suffix: String = "") {
        report.add("in_scope_accuracy_share" + suffix, accuracy)
        report.add("in_scope_accuracy_without_threshold_share" + suffix, unbounded)
        report.add("out_of_scope_recall_share" + suffix, recall)
        report.add("out_of_scope_precision_share" + suffix, precision)
    }
}
