/// What is wrong with one setting, and where; its description is fit to be shown.
package struct Mistake: Error, Sendable, Equatable, CustomStringConvertible {
    /// A file's name, an environment variable, or empty where the values do not go together.
    package var source: String
    package var place: TextPlace?
    package var message: String

    package init(_ source: String, _ place: TextPlace? = nil, _ message: String) {
        self.source = source
        self.place = place
        self.message = message
    }

    package var description: String {
        guard let place else { return source.isEmpty ? message : "\(source): \(message)" }
        return "\(source):\(place.line):\(place.column): \(message)"
    }
}
