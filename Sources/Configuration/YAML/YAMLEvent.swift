/// One step through a YAML file.
struct YAMLEvent {
    enum Kind: Equatable {
        case streamStart, documentStart, sequenceStart, mappingStart, alias
        /// The end of a sequence, a mapping or a document.
        case end
        case streamEnd
        case scalar(String, isPlain: Bool)
    }

    var kind: Kind
    var place: TextPlace
    var hasAnchor = false
    var hasTag = false
}
