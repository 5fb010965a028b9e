/// Something new about a person, and what it means for what is known.
package struct MemoryLesson: Sendable, Hashable {
    package enum Standing: Sendable, Hashable {
        /// It is so.
        case holds
        /// It was so once.
        case past
        /// It is so no more.
        case ended
        /// It is not so.
        case denied
    }

    package var content: MemoryContent
    /// Whether its attribute has one value at a time.
    package var isSingle: Bool
    package var standing: Standing
    /// Whether what was known before was a mistake rather than over.
    package var isCorrection: Bool

    package init(_ content: MemoryContent, isSingle: Bool = false, standing: Standing = .holds, isCorrection: Bool = false) {
        self.content = content
        self.isSingle = isSingle
        self.standing = standing
        self.isCorrection = isCorrection
    }
}

/// What learning one lesson did.
package struct MemoryLearning: Sendable, Hashable {
    /// What is kept of it; `nil` where it only closed others.
    package var memory: Memory?
    /// Whether it was known already and is now surer.
    package var wasKnown = false
    /// What it closed.
    package var closed: [Int] = []
}
