internal import Glibc

/// How verbosity and the length of replies belong together.
package enum ReplyLength {
    /// What somebody hears out who likes it briefest, and who likes it longest.
    static let shortest = 8.0
    static let longest = 80.0

    /// Words of a reply that suits a verbosity of 0...1; lengths are felt by ratios.
    package static func words(for verbosity: Double) -> Double { shortest * pow(longest / shortest, verbosity) }

    /// The verbosity that a reply of so many words suits; below 0 and above 1 for very short and very long ones.
    package static func verbosity(of words: Double) -> Double { log(max(1, words) / shortest) / log(longest / shortest) }

    /// Spoken words a minute that suit a pace of 0...1.
    package static func wordsPerMinute(for pace: Double) -> Double { 100 + 130 * pace }
    package static func pace(of wordsPerMinute: Double) -> Double { (wordsPerMinute - 100) / 130 }
}
