/// How PocketSphinx searches; the default is what measured best, see docs/decisions/0003-recogniser-settings.md.
package struct PocketSphinxSettings: Sendable {
    /// Word ends kept a frame.
    package var wordsPerFrame = 20
    /// Phone models kept a frame.
    package var modelsPerFrame = 3000
    /// Frames that a phone loop looks ahead.
    package var lookAhead = 5
    /// Weight of the language model.
    package var languageWeight = 6.5
    /// Anything else in PocketSphinx's own words, one `name=value` a line.
    package var more = ""

    package init() {}

    /// The second and third pass stay off: they hear the whole utterance again after its end (250 ms).
    var text: String {
        """
        fwdflat=no
        bestpath=no
        maxwpf=\(wordsPerFrame)
        maxhmmpf=\(modelsPerFrame)
        pl_window=\(lookAhead)
        lw=\(languageWeight)
        \(more)
        """
    }
}
