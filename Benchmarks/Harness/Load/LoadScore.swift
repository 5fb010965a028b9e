package import Speech
internal import Telemetry

/// What the answers of one level of load are worth.
package struct LoadScore: Sendable {
    /// One recording spoken to a server under load.
    package struct Answer: Sendable {
        package var isAnswered: Bool
        /// Milliseconds from the true end of speech to the first sound of the reply; `nil` where it began before, or never.
        package var firstByte: Double?
        package var firstAudible: Double?
        package var isCutOff: Bool
        package var isBroken: Bool
        /// Of what the server understood, and of what the recogniser alone makes of the same recording.
        package var heard: WordErrors
        package var alone: WordErrors

        package init(
            isAnswered: Bool, firstByte: Double? = nil, firstAudible: Double? = nil, isCutOff: Bool = false, isBroken: Bool = false,
            heard: WordErrors = WordErrors(), alone: WordErrors = WordErrors()
        ) {
            (self.isAnswered, self.firstByte, self.firstAudible) = (isAnswered, firstByte, firstAudible)
            (self.isCutOff, self.isBroken, self.heard, self.alone) = (isCutOff, isBroken, heard, alone)
        }

        /// An answer to what was not understood is none; nor is one to half of what was said.
        package var counts: Bool {
            isAnswered && LoadScore.isAsGood(heard, as: alone)
        }
    }

    package let answers: [Answer]
    package let heard: WordErrors
    package let alone: WordErrors

    /// How much worse than alone the recogniser may be under load: two words in a hundred.
    package static let mostRise = 0.02
    /// Among few words so many more errors say nothing.
    package static let grain = 3
    /// Milliseconds within which an answer is in time.
    package static let inTime = 3_000.0

    package init(_ answers: [Answer]) {
        self.answers = answers
        heard = answers.map(\.heard).reduce(WordErrors(), +)
        alone = answers.map(\.alone).reduce(WordErrors(), +)
    }

    /// Whether the server understood as much as the recogniser alone, over all that was said.
    package var isUnderstood: Bool {
        heard.errors - alone.errors <= Self.grain || Self.isAsGood(heard, as: alone)
    }

    /// Whether there are more word errors than chance explains: twice the spread of so many errors.
    package var isClearlyMisheard: Bool {
        !isUnderstood && Double(heard.errors - alone.errors) > 2 * Double(alone.errors).squareRoot()
    }

    private static func isAsGood(_ heard: WordErrors, as alone: WordErrors) -> Bool {
        Double(heard.errors - alone.errors) <= mostRise * Double(alone.words)
    }

    /// Of all, whatever was understood.
    package var repliedShare: Double { share { $0.isAnswered } }
    /// Of all, understood as well as the recogniser alone understands the same recording.
    package var answeredShare: Double { share(\.counts) }
    /// An answer that begins before the end of speech is not late.
    package var inTimeShare: Double { share { $0.counts && ($0.firstByte ?? 0) <= Self.inTime } }
    package var cutOffShare: Double { share { $0.isCutOff } }
    package var broken: Int { answers.count { $0.isBroken } }

    private func share(_ counts: (Answer) -> Bool) -> Double {
        answers.isEmpty ? 0 : Double(answers.count(where: counts)) / Double(answers.count)
    }

    /// The p95 of the first audible sample in milliseconds; `nil` without any.
    package var firstAudibleTail: Double? {
        let values = answers.compactMap(\.firstAudible).sorted()
        return values.isEmpty ? nil : Quantile.of(values, 0.95)
    }
}
