/// What a settings file says, checked against the catalogue.
package struct SettingsFile: Sendable {
    /// By path, those without a mistake.
    package private(set) var values: [String: SourcedValue] = [:]
    /// Everything that is wrong, in the file's order.
    package private(set) var mistakes: [Mistake] = []
    private let name: String

    /// Reads any bytes at all; `name` is how mistakes call the file.
    package init(_ bytes: [UInt8], name: String) {
        self.name = name
        let file = YAMLFile(bytes)
        for fault in file.faults { note(fault.message, fault.place) }
        if let root = file.root { read(root, section: "") }
        mistakes.sort { ($0.place ?? TextPlace(line: 0, column: 0)) < ($1.place ?? TextPlace(line: 0, column: 0)) }
    }

    private mutating func read(_ node: YAMLNode, section: String) {
        switch node.content {
        case .refused: break
        // A section whose settings are all commented out.
        case .scalar("", isPlain: true) where !section.isEmpty: break
        case .mapping(let entries): for entry in entries { read(entry, section: section) }
        case .scalar, .sequence:
            let what = section.isEmpty ? "A settings file" : "\(section) is a section and"
            note("\(what) must hold settings, such as \(Self.example(of: section)).", node.place)
        }
    }

    private mutating func read(_ entry: YAMLEntry, section: String) {
        let path = section.isEmpty ? entry.key : section + "." + entry.key
        // A path in one word would give a setting a second name.
        let isWord = !entry.key.contains(".")
        if isWord, let setting = Catalogue.setting(path) {
            // The mistake is told already.
            guard entry.value.content != .refused else { return }
            do {
                values[path] = SourcedValue(try setting.value(of: entry.value), .file(name, entry.place))
            } catch {
                note(error.message, error.place)
            }
        } else if isWord, Catalogue.sections.contains(where: { $0.name == path }) {
            read(entry.value, section: path)
        } else {
            note(UnknownKey.message(entry.key, in: section), entry.place)
        }
    }

    /// One line that would be right there.
    private static func example(of section: String) -> String {
        let setting = Catalogue.sections.first { $0.name == section }?.settings.first
        return setting.map { "\($0.path.dropFirst(section.isEmpty ? 0 : section.utf8.count + 1)): \($0.standard.yaml)" } ?? ""
    }

    private mutating func note(_ message: @autoclosure () -> String, _ place: TextPlace) {
        // Looking for the word that was meant takes its time.
        guard mistakes.count < YAMLFile.maximumFaults else { return }
        let isLast = mistakes.count == YAMLFile.maximumFaults - 1
        mistakes.append(Mistake(name, place, isLast ? "there are more mistakes; they are not told." : message()))
    }
}

/// What to say about a key that no setting has.
enum UnknownKey {
    static func message(_ key: String, in section: String) -> String {
        let place = section.isEmpty ? "" : " in \(section)"
        let known = names(in: section)
        if let near = Spelling.nearest(to: key, among: known, limit: max(2, key.utf8.count / 3)) {
            return "there is no setting \(quoted(key))\(place); did you mean \(near)?"
        }
        if let elsewhere = elsewhere(key) {
            return "there is no setting \(quoted(key))\(place); did you mean \(elsewhere)?"
        }
        return "there is no setting \(quoted(key))\(place); known are \(known.joined(separator: ", "))."
    }

    /// Settings and sections directly within a section.
    static func names(in section: String) -> [String] {
        let prefix = section.isEmpty ? "" : section + "."
        var names: [String] = []
        for path in Catalogue.settings.map(\.path) where path.hasPrefix(prefix) {
            let name = String(path.dropFirst(prefix.count).prefix { $0 != "." })
            if !names.contains(name) { names.append(name) }
        }
        return names
    }

    /// The same word in another section, or the whole path where a section was forgotten.
    private static func elsewhere(_ key: String) -> String? {
        if let same = Catalogue.settings.first(where: { $0.path.hasSuffix("." + key) }) { return same.path }
        let ends = Catalogue.settings.map { String($0.path.split(separator: ".").last ?? "") }
        if let near = Spelling.nearest(to: key, among: ends), let index = ends.firstIndex(of: near) {
            return Catalogue.settings[index].path
        }
        guard let near = Spelling.nearest(to: key, among: Catalogue.settings.map(\.path)) else { return nil }
        return near.split(separator: ".").joined(separator: ": ") + " (a section and a name)"
    }
}
