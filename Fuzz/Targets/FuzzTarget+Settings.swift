internal import Configuration
internal import Transport
internal import Wire

extension FuzzTarget {
    /// A settings file: every mistake has words and a place in the file; what was accepted can be shown and read again.
    static let config = FuzzTarget(name: "config") { bytes in
        let file = SettingsFile(bytes, name: "f")
        precondition(file.mistakes.count <= YAMLFile.maximumFaults, "too many mistakes are told")
        let lines = 2 + bytes.count
        for mistake in file.mistakes {
            precondition(!mistake.message.isEmpty, "a mistake without words")
            guard let place = mistake.place else { preconditionFailure("a mistake without a place") }
            precondition((1...lines).contains(place.line) && (1...lines).contains(place.column), "a mistake outside the file")
        }
        let again = SettingsFile(Array(written(file.values).utf8), name: "f")
        precondition(again.mistakes.isEmpty, "what is shown is refused")
        precondition(again.values.mapValues(\.value) == file.values.mapValues(\.value), "what is shown reads differently")
        _ = EffectiveSettings([file.values]).contradictions
    }

    /// A keys file: refused without a word of it, or written again as digests and read alike.
    static let keys = FuzzTarget(name: "keys") { bytes in
        guard let file = try? KeysFile(parsing: String(decoding: bytes, as: UTF8.self), path: "f") else { return }
        let text = file.entries.map { "\($0.account) sha256:\($0.digest.hexadecimal)" }.joined(separator: "\n")
        guard let again = try? KeysFile(parsing: text, path: "f") else { preconditionFailure("what is written is refused") }
        precondition(again.entries.map(\.account) == file.entries.map(\.account), "accounts changed")
        precondition(again.entries.map(\.digest) == file.entries.map(\.digest), "keys changed")
    }

    /// The request for a client secret: what it grants is within bounds, a refusal has words.
    static let secret = FuzzTarget(name: "secret") { bytes in
        let configuration = SessionConfiguration(model: "coda", voice: "slt")
        do throws(WireError) {
            let request = try ClientSecretRequest(parsing: bytes, configuration: configuration, seconds: 600, voices: ["slt", "rms"])
            precondition(DoorPolicy.clientSecretLife.contains(request.seconds), "a life out of bounds")
        } catch {
            precondition(!error.message.isEmpty && !error.code.isEmpty, "a refusal without words")
        }
    }

    /// The values as a settings file.
    private static func written(_ values: [String: SourcedValue]) -> String {
        var sections = Section()
        for (path, value) in values.sorted(by: { $0.key < $1.key }) {
            sections.insert(value.value.yaml, at: path.split(separator: ".").map(String.init)[...])
        }
        return sections.lines(indent: "").joined(separator: "\n") + "\n"
    }

    private struct Section {
        var values: [(name: String, yaml: String)] = []
        var sections: [(name: String, section: Section)] = []

        mutating func insert(_ yaml: String, at path: ArraySlice<String>) {
            guard let name = path.first else { return }
            if path.count == 1 {
                values.append((name, yaml))
            } else {
                let index = sections.firstIndex { $0.name == name } ?? sections.endIndex
                if index == sections.endIndex { sections.append((name, Section())) }
                sections[index].section.insert(yaml, at: path.dropFirst())
            }
        }

        func lines(indent: String) -> [String] {
            values.map { "\(indent)\($0.name): \($0.yaml)" }
                + sections.flatMap { ["\(indent)\($0.name):"] + $0.section.lines(indent: indent + "  ") }
        }
    }
}
