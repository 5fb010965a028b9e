/// How PocketSphinx searches; the default is what measured best, see docs/decisions/0005-recogniser-settings.md.
package struct PocketSphinxSettings: Sendable {
    package var width = SearchWidth(wordsPerFrame: 20, modelsPerFrame: 3_000)
    /// For times when there is more to do than time.
    package var fastWidth = SearchWidth(wordsPerFrame: 10, modelsPerFrame: 1_500)
    /// Frames that a phone loop looks ahead.
    package var lookAhead = 5
    /// Weight of the language model.
    package var languageWeight = 6.5
    /// Looks for the best path through the lattice at the end: 3 to 4 words in 100 fewer wrong for about 5 ms, and posteriors.
    package var lattice = true
    /// Anything else in PocketSphinx's own words, one `name=value` a line.
    package var more = ""

    package init() {}

    /// The second pass stays off: it searches the whole utterance again after its end (about 150 ms).
    var text: String {
        """
        fwdflat=no
        bestpath=\(lattice ? "yes" : "no")
        maxwpf=\(width.wordsPerFrame)
        maxhmmpf=\(width.modelsPerFrame)
        pl_window=\(lookAhead)
        lw=\(languageWeight)
        \(more)
        """
    }
}
