import Language
import Network

extension FuzzTarget {
    /// A model's stream: the same events and the same words however it is cut, and nothing that brings the reader down.
    static let modelStream = FuzzTarget(name: "model") { bytes in
        var expected: ([EventStreamParser.Event], String)?
        for pieces in Splits.all(of: bytes) {
            var parser = EventStreamParser()
            var style = SpokenStyle()
            var reader = CompletionReader()
            var events: [EventStreamParser.Event] = []
            var spoken = ""
            for piece in pieces {
                for event in parser.push(piece) {
                    events.append(event)
                    for case .text(let text) in reader.read(event.data) { spoken += style.take(text) }
                }
            }
            spoken += style.finish()
            if let expected { precondition(expected == (events, spoken), "the cut changes the answer") }
            expected = (events, spoken)
        }
    }
}
