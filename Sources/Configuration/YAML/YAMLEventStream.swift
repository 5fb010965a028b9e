internal import CYAML

/// libyaml at work on one file, event by event.
@safe
struct YAMLEventStream: ~Copyable {
    private let parser: UnsafeMutablePointer<yaml_parser_t>
    /// libyaml reads from here as it goes.
    private let input: UnsafeMutableBufferPointer<UInt8>
    private let bytes: [UInt8]

    /// - Parameter bytes: valid UTF-8.
    init(_ bytes: [UInt8]) throws(YAMLFault) {
        let parser = UnsafeMutablePointer<yaml_parser_t>.allocate(capacity: 1)
        guard unsafe yaml_parser_initialize(parser) == 1 else {
            unsafe parser.deallocate()
            throw YAMLFault(place: TextPlace(line: 1, column: 1), message: "the file could not be read: out of memory.")
        }
        let input = UnsafeMutableBufferPointer<UInt8>.allocate(capacity: bytes.count)
        _ = unsafe input.initialize(from: bytes)
        unsafe yaml_parser_set_encoding(parser, YAML_UTF8_ENCODING)
        unsafe yaml_parser_set_input_string(parser, input.baseAddress, input.count)
        unsafe self.parser = parser
        unsafe self.input = input
        self.bytes = bytes
    }

    deinit {
        unsafe yaml_parser_delete(parser)
        unsafe parser.deallocate()
        unsafe input.deallocate()
    }

    mutating func next() throws(YAMLFault) -> YAMLEvent {
        var event = unsafe yaml_event_t()
        guard unsafe yaml_parser_parse(parser, &event) == 1 else { throw fault }
        defer { unsafe yaml_event_delete(&event) }
        let place = unsafe TextPlace(event.start_mark)
        switch unsafe event.type {
        case YAML_STREAM_START_EVENT: return YAMLEvent(kind: .streamStart, place: place)
        case YAML_DOCUMENT_START_EVENT: return YAMLEvent(kind: .documentStart, place: place)
        case YAML_ALIAS_EVENT: return YAMLEvent(kind: .alias, place: place)
        case YAML_SEQUENCE_START_EVENT:
            let start = unsafe event.data.sequence_start
            return unsafe YAMLEvent(kind: .sequenceStart, place: place, hasAnchor: start.anchor != nil, hasTag: start.tag != nil)
        case YAML_MAPPING_START_EVENT:
            let start = unsafe event.data.mapping_start
            return unsafe YAMLEvent(kind: .mappingStart, place: place, hasAnchor: start.anchor != nil, hasTag: start.tag != nil)
        case YAML_SCALAR_EVENT:
            let scalar = unsafe event.data.scalar
            let text = unsafe String(decoding: UnsafeBufferPointer(start: scalar.value, count: scalar.length), as: UTF8.self)
            let isPlain = unsafe scalar.style == YAML_PLAIN_SCALAR_STYLE
            return unsafe YAMLEvent(
                kind: .scalar(text, isPlain: isPlain), place: place, hasAnchor: scalar.anchor != nil, hasTag: scalar.tag != nil)
        case YAML_SEQUENCE_END_EVENT, YAML_MAPPING_END_EVENT, YAML_DOCUMENT_END_EVENT: return YAMLEvent(kind: .end, place: place)
        default: return YAMLEvent(kind: .streamEnd, place: place)
        }
    }

    /// Why libyaml stopped.
    private var fault: YAMLFault {
        switch unsafe parser.pointee.error {
        case YAML_READER_ERROR:
            let place = unsafe TextPlace(of: parser.pointee.problem_offset, in: bytes)
            return YAMLFault(place: place, message: "control characters are not allowed.")
        case YAML_MEMORY_ERROR:
            return YAMLFault(place: TextPlace(line: 1, column: 1), message: "the file could not be read: out of memory.")
        default:
            let place = unsafe TextPlace(parser.pointee.problem_mark)
            if character(at: place) == UInt8(ascii: "\t") {
                return YAMLFault(place: place, message: "YAML is indented with spaces; there is a tab here.")
            }
            let problem = unsafe parser.pointee.problem.map { unsafe String(cString: $0) } ?? "unknown"
            return YAMLFault(place: place, message: "this is not YAML: \(problem).")
        }
    }

    /// The byte with which the character at `place` begins.
    private func character(at place: TextPlace) -> UInt8? {
        let lines = bytes.split(separator: UInt8(ascii: "\n"), maxSplits: place.line, omittingEmptySubsequences: false)
        guard lines.indices.contains(place.line - 1) else { return nil }
        return lines[place.line - 1].filter { $0 & 0xC0 != 0x80 }.dropFirst(place.column - 1).first
    }
}

extension TextPlace {
    fileprivate init(_ mark: yaml_mark_t) { self.init(line: Int(clamping: mark.line) + 1, column: Int(clamping: mark.column) + 1) }
}
