/// How much of what may have been said PocketSphinx keeps in view.
package struct SearchWidth: Sendable, Equatable {
    /// Word ends kept a frame.
    package var wordsPerFrame: Int
    /// Phone models kept a frame.
    package var modelsPerFrame: Int

    package init(wordsPerFrame: Int, modelsPerFrame: Int) {
        self.wordsPerFrame = wordsPerFrame
        self.modelsPerFrame = modelsPerFrame
    }
}
