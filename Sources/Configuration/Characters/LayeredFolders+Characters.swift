package import Personality

extension LayeredFolders {
    /// Reads every character; one of a later folder takes the place of one of the same name.
    ///
    /// - Returns: the characters by name with their files, and the mistakes of all files; a file with a mistake gives no character.
    package func characters() -> (personas: [String: (persona: Persona, file: String)], mistakes: [Mistake]) {
        var personas: [String: (persona: Persona, file: String)] = [:]
        var mistakes: [Mistake] = []
        for file in files.joined() {
            do {
                let (persona, wrong) = CharacterFile.read(try SettingsLoader.read(file), file: file)
                mistakes += wrong
                if let persona, wrong.isEmpty { personas[persona.name] = (persona, file) }
            } catch {
                mistakes.append(error)
            }
        }
        return (personas, mistakes)
    }
}
