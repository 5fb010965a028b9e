/// What a server does for each session, from the most on. Each level also leaves out what the ones before it do.
package enum ServiceLevel: String, Sendable, Comparable, CaseIterable {
    /// Everything.
    case full
    /// No reply is made ready before its turn is over.
    case noSpeculation = "no_speculation"
    /// The recogniser searches less widely.
    case fastDecoding = "fast_decoding"
    /// Spoken replies end after some sentences.
    case shortReplies = "short_replies"

    /// How many steps it is away from `full`.
    package var step: Int { Self.allCases.firstIndex(of: self) ?? 0 }
    /// The one that does less; itself where there is none.
    var next: ServiceLevel { Self.allCases[min(step + 1, Self.allCases.count - 1)] }
    /// The one that does more; itself where there is none.
    var previous: ServiceLevel { Self.allCases[max(step - 1, 0)] }

    package static func < (a: Self, b: Self) -> Bool { a.step < b.step }
}

/// What is short.
package enum Shortage: String, Sendable, CaseIterable {
    /// Processor time.
    case processor
    /// Sound waits too long to be recognised.
    case recognizer
    /// Sessions' own work is done too late.
    case lateness
}
