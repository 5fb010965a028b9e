import Configuration
import TestSupport
import Testing

@Suite struct CatalogueTests {
    private func read(_ path: String, _ value: String) -> SettingsFile {
        // Sections within sections in flow style, so that any path fits one line.
        let parts = path.split(separator: ".")
        let text =
            parts.dropLast().map { "\($0): {" }.joined() + "\(parts[parts.count - 1]): \(value)"
            + parts.dropLast().map { _ in "}" }.joined()
        return SettingsFile(Array(text.utf8), name: "f")
    }

    @Test("every setting takes the ends of its range and nothing beyond", arguments: Catalogue.settings.map(\.path))
    func ranges(path: String) throws {
        let setting = try #require(Catalogue.setting(path))
        let (good, bad): ([String], [String]) =
            switch setting.kind {
            case .integer(let range):
                (["\(range.lowerBound)", "\(range.upperBound)"], ["\(range.lowerBound - 1)", "\(range.upperBound + 1)", "x"])
            case .oneOf(let numbers): (numbers.map { "\($0)" }, numbers.map { "\($0 + 1)" })
            case .number(let range):
                (["\(range.lowerBound)", "\(range.upperBound)"], ["\(range.lowerBound - 0.01)", "\(range.upperBound + 0.01)"])
            case .flag: (["true", "false"], ["on", "1"])
            case .text(let limit): (["\"\(String(repeating: "x", count: limit))\""], ["\"\(String(repeating: "x", count: limit + 1))\""])
            case .choice(let words): (words, words.map { $0 + "x" })
            case .list(let count):
                (
                    ["[\(Array(repeating: "x", count: count).joined(separator: ","))]"],
                    ["[\(Array(repeating: "x", count: count + 1).joined(separator: ","))]"]
                )
            }
        for value in good {
            let file = read(path, value)
            #expect(file.mistakes.isEmpty && file.values.keys.sorted() == [path], "\(value)")
        }
        for value in bad { #expect(read(path, value).mistakes.count == 1, "\(value)") }
    }

    /// A value that is allowed and not the default.
    private func other(than setting: Setting) -> SettingValue {
        switch setting.kind {
        case .integer(let range): setting.standard == .integer(range.upperBound) ? .integer(range.lowerBound) : .integer(range.upperBound)
        case .oneOf(let numbers): numbers.map { .integer($0) }.first { $0 != setting.standard } ?? setting.standard
        case .number(let range): .number(range.upperBound)
        case .flag: setting.standard == .flag(true) ? .flag(false) : .flag(true)
        case .text: .text("other")
        case .choice(let words): words.map { .text($0) }.first { $0 != setting.standard } ?? setting.standard
        case .list: .list(["other"])
        }
    }

    @Test("every setting changes a place of its own")
    func places() {
        var seen: [Settings] = [Settings()]
        for setting in Catalogue.settings {
            var settings = Settings()
            setting.set(other(than: setting), in: &settings)
            #expect(!seen.contains(settings), "\(setting.path)")
            seen.append(settings)
        }
    }

    @Test("paths and variables are unique, and every default is allowed")
    func consistency() {
        #expect(Set(Catalogue.settings.map(\.path)).count == Catalogue.settings.count)
        #expect(Set(Catalogue.settings.map(\.variable)).count == Catalogue.settings.count)
        for setting in Catalogue.settings {
            #expect(setting.kind.allows(setting.standard), "\(setting.path)")
            #expect(setting.reason.hasSuffix("."), "\(setting.path)")
        }
        #expect(EffectiveSettings().settings == Settings())
    }

    @Test("presets change what they say, to other values than the defaults")
    func presets() {
        for preset in Preset.all {
            let effective = EffectiveSettings([["preset": SourcedValue(.text(preset.name), .flag("x"))]])
            #expect(effective.contradictions.isEmpty)
            for change in preset.changes {
                let setting = Catalogue.setting(change.path)
                #expect(setting?.kind.allows(change.value) == true && setting?.standard != change.value, "\(preset.name): \(change.path)")
                #expect(effective[change.path] == SourcedValue(change.value, .preset(preset.name)))
            }
            let changed = Catalogue.settings.filter { effective[$0.path].value != $0.standard && $0.path != "preset" }.map(\.path)
            #expect(Set(changed) == Set(preset.changes.map(\.path)))
        }
        #expect(EffectiveSettings([["preset": SourcedValue(.text("balanced"), .flag("x"))]]).settings == Settings())
    }

    @Test("the annotated file sets nothing as it is; with every # removed it sets every default")
    func example() {
        let asIs = SettingsFile(Array(AnnotatedFile.text.utf8), name: "f")
        #expect(asIs.mistakes.isEmpty && asIs.values.isEmpty)
        let lines = AnnotatedFile.text.split(separator: "\n", omittingEmptySubsequences: false).map { line in
            // Prose stands behind "# ", settings behind "#".
            guard let mark = line.firstIndex(of: "#"), line[line.index(after: mark)...].first?.isLetter == true else { return String(line) }
            return String(line[..<mark] + line[line.index(after: mark)...])
        }
        let all = SettingsFile(Array(lines.joined(separator: "\n").utf8), name: "f")
        #expect(all.mistakes.map(\.description) == [])
        #expect(all.values.mapValues(\.value) == Dictionary(uniqueKeysWithValues: Catalogue.settings.map { ($0.path, $0.standard) }))
    }

    @Test(
        "any text is written so that it reads the same",
        arguments: [
            "null", "true", "7", "~", "-", "", " a ", "a: b # c", "a\\\"b", "a\nb\tc", "a\u{2028}b\u{2029}", "\u{FEFF}a",
            "a\u{FFFE}\u{FFFF}", "é🎙",
        ])
    func written(text: String) {
        #expect(read("reply.instructions", SettingValue.text(text).yaml).values["reply.instructions"]?.value == .text(text))
        // An empty text is no item.
        guard !text.isEmpty else { return }
        let list = SettingValue.list([text, "x"])
        #expect(read("server.allowed_origins", list.yaml).values["server.allowed_origins"]?.value == list)
    }

    @Test("the documentation holds the catalogue's tables")
    func documentation() throws {
        let lines = try #require(TextFile.lines(TestData.packageFolder + "/docs/configuration.md"))
        let expected = SettingsReference.markdown.split(separator: "\n").map(String.init)
        let begin = try #require(lines.firstIndex(of: expected[0]), "run: coda config example --markdown")
        #expect(Array(lines[begin...].prefix(expected.count)) == expected, "run: coda config example --markdown")
    }
}
