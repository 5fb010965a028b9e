internal import Glibc

/// How long somebody's own turns are, on verbosity's scale.
enum OwnLength {
    /// Middling turns have about twenty words; four times as many, or a quarter, are the ends.
    private static let middle = 20.0
    private static let ratio = 4.0

    static func verbosity(of words: Int) -> Double { 0.5 + 0.5 * log(Double(max(1, words)) / middle) / log(ratio) }
}
