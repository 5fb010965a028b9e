package import Configuration

extension LayeredFolders {
    /// Reads every pack; the mistakes of all files, in their order.
    package func intents() -> (library: IntentLibrary, mistakes: [Mistake]) { IntentLibrary.read(files) }
}

extension IntentLibrary {
    /// - Parameter layers: files; those of a later layer lie over those of the earlier ones.
    package static func read(_ layers: [[String]]) -> (library: IntentLibrary, mistakes: [Mistake]) {
        var mistakes: [Mistake] = []
        var packs: [[IntentPack]] = []
        for layer in layers {
            var read: [IntentPack] = []
            for file in layer {
                do {
                    let (pack, wrong) = PackReader.read(try SettingsLoader.read(file), file: file)
                    mistakes += wrong
                    if let pack { read.append(pack) }
                } catch {
                    mistakes.append(error)
                }
            }
            packs.append(read)
        }
        let (library, wrong) = combine(packs)
        return (library, mistakes + wrong)
    }
}
