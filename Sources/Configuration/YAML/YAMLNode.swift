/// One value of a YAML file, with the place where it begins.
package struct YAMLNode: Sendable, Equatable {
    package indirect enum Content: Sendable, Equatable {
        /// `isPlain`: without quotes, so that `true` and `7` are more than words.
        case scalar(String, isPlain: Bool)
        case sequence([YAMLNode])
        case mapping([YAMLEntry])
        /// Something that is not taken from files, such as an alias; its mistake is told already.
        case refused
    }

    package var content: Content
    package var place: TextPlace
}

/// A key of a mapping and its value.
package struct YAMLEntry: Sendable, Equatable {
    package var key: String
    package var place: TextPlace
    package var value: YAMLNode
}

/// What is wrong at one place of a YAML file.
package struct YAMLFault: Error, Sendable, Equatable {
    package var place: TextPlace
    package var message: String
}
