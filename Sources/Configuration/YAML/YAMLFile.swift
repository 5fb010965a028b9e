/// A whole YAML file as a tree; only what a settings file needs of YAML is taken.
///
/// One document of mappings, sequences and scalars; anchors, aliases and tags are refused.
package struct YAMLFile: Sendable, Equatable {
    /// `nil` for an empty file, and for one that could not be read to its end.
    package private(set) var root: YAMLNode?
    /// Everything that is wrong, in the file's order.
    package private(set) var faults: [YAMLFault] = []

    package static let maximumBytes = 1 << 20
    package static let maximumDepth = 16
    /// More are not told.
    package static let maximumFaults = 50

    /// Any bytes at all.
    package init(_ bytes: [UInt8]) {
        do {
            try Self.check(bytes)
            var events = try YAMLEventStream(bytes)
            root = try read(&events)
        } catch {
            root = nil
            faults.append(error)
        }
    }

    private static func check(_ bytes: [UInt8]) throws(YAMLFault) {
        let begin = TextPlace(line: 1, column: 1)
        guard bytes.count <= maximumBytes else { throw YAMLFault(place: begin, message: "the file is longer than 1 MiB.") }
        do {
            _ = try UTF8Span(validating: bytes.span)
        } catch {
            let place = TextPlace(of: error.byteOffsets.lowerBound, in: bytes)
            throw YAMLFault(place: place, message: "the file is not UTF-8 text here.")
        }
    }

    private mutating func read(_ events: inout YAMLEventStream) throws(YAMLFault) -> YAMLNode? {
        _ = try events.next()
        guard try events.next().kind == .documentStart else { return nil }
        let root = try node(try events.next(), &events, depth: 0)
        // The document's end.
        _ = try events.next()
        let rest = try events.next()
        guard rest.kind == .streamEnd else {
            throw YAMLFault(place: rest.place, message: "a second document begins here; a settings file is one.")
        }
        // An empty document is one without words.
        return root.content == .scalar("", isPlain: true) ? nil : root
    }

    private mutating func node(_ event: YAMLEvent, _ events: inout YAMLEventStream, depth: Int) throws(YAMLFault) -> YAMLNode {
        guard depth <= Self.maximumDepth else {
            throw YAMLFault(place: event.place, message: "this is nested deeper than \(Self.maximumDepth) levels.")
        }
        if event.hasAnchor { note("anchors (&name) are not used in settings.", event.place) }
        if event.hasTag { note("tags (!name) are not used in settings.", event.place) }
        switch event.kind {
        case .scalar(let text, let isPlain): return YAMLNode(content: .scalar(text, isPlain: isPlain), place: event.place)
        case .sequenceStart: return YAMLNode(content: try sequence(&events, depth), place: event.place)
        case .mappingStart: return YAMLNode(content: try mapping(&events, depth), place: event.place)
        default:
            note("aliases (*name) are not used in settings: write the value again.", event.place)
            return YAMLNode(content: .refused, place: event.place)
        }
    }

    private mutating func sequence(_ events: inout YAMLEventStream, _ depth: Int) throws(YAMLFault) -> YAMLNode.Content {
        var nodes: [YAMLNode] = []
        while true {
            let event = try events.next()
            if event.kind == .end { return .sequence(nodes) }
            nodes.append(try node(event, &events, depth: depth + 1))
        }
    }

    private mutating func mapping(_ events: inout YAMLEventStream, _ depth: Int) throws(YAMLFault) -> YAMLNode.Content {
        var entries: [YAMLEntry] = []
        var lines: [String: Int] = [:]
        while true {
            let event = try events.next()
            if event.kind == .end { return .mapping(entries) }
            guard case .scalar(let key, _) = try node(event, &events, depth: depth + 1).content else {
                throw YAMLFault(place: event.place, message: "a setting's name must be a word.")
            }
            let value = try node(try events.next(), &events, depth: depth + 1)
            if let first = lines[key] {
                note("\(quoted(key)) is given twice; first on line \(first).", event.place)
            } else {
                lines[key] = event.place.line
                entries.append(YAMLEntry(key: key, place: event.place, value: value))
            }
        }
    }

    private mutating func note(_ message: String, _ place: TextPlace) {
        guard faults.count < Self.maximumFaults else { return }
        faults.append(YAMLFault(place: place, message: message))
    }
}
