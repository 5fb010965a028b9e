internal import Dialogue

/// Finds the timer a person means.
enum RunningTimerChoice {
    /// Timers that `words`, such as "five minute" or "pasta", can mean.
    static func matching(_ words: ArraySlice<String>, _ timers: [RunningTimer]) -> [RunningTimer] {
        if let duration = DurationParser.whole(words) {
            let label = DurationParser.label(duration)
            let exact = timers.filter { $0.label == label }
            return exact.isEmpty ? timers.filter { $0.label.hasSuffix(" " + label) } : exact
        }
        if let first = words.first, NumberWords.ordinals[first] != nil, let duration = DurationParser.whole(words.dropFirst()) {
            let label = DurationParser.label(duration)
            return timers.filter { $0.label == (first == "first" ? label : "\(first) \(label)") }
        }
        let wanted = words.joined(separator: " ")
        return timers.filter { timer in
            let label = timer.label.lowercased()
            return label == wanted || label.split(separator: " ").contains { $0 == wanted } || label.hasSuffix(" " + wanted)
        }
    }

    /// As it stands in a sentence: "the pasta timer", "the reminder to call Ann".
    static func name(_ label: String) -> String { label.hasPrefix("reminder ") ? "the \(label)" : "the \(label) timer" }
}
