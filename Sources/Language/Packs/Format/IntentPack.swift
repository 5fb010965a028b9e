/// One file of intents.
package struct IntentPack: Sendable, Equatable {
    /// The file's path.
    package var file: String
    package var intents: [PackIntent]
}
