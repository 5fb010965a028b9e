/// Turns written English into words that a simple synthesiser says well: numbers, dates, units and symbols in words, markup gone.
///
/// What comes out holds ASCII letters, apostrophes, hyphens, spaces and `, . ! ? ; :` only; text that is already plain comes out as it
/// went in. Letters to be spelled are single capitals, because Flite reads a lone "a" as the article. Any thread; tens of microseconds
/// a sentence; any input is survived.
package enum SpokenForm {
    /// How `text` is said.
    package static func speak(_ text: String) -> String {
        var writer = SpokenWriter(words: SpokenWord.split(SpokenCleaner.clean(text)))
        return writer.write()
    }
}
