/// Settings from environment variables: `CODA_` and the path in capitals, such as `CODA_TURN_MINIMUM_SILENCE_MS`.
package struct SettingsEnvironment: Sendable {
    package private(set) var values: [String: SourcedValue] = [:]
    package private(set) var mistakes: [Mistake] = []
    /// Variables that look like Coda's and are not.
    package private(set) var warnings: [String] = []

    /// A shorter name that was there first.
    private static let shortNames = ["CODA_PORT": "server.port"]
    /// Variables that are no settings.
    private static let others: Set<String> = ["CODA_CONFIG", "CODA_HOME", "CODA_TEST_DATA", "CODA_BINARY", "CODA_API_KEY"]

    package init(_ variables: [String: String]) {
        let paths = Dictionary(uniqueKeysWithValues: Catalogue.settings.map { ($0.variable, $0.path) })
        // Sorted, so that the whole name comes after the short one and so before it in effect.
        for (name, text) in variables.sorted(by: { $0.key < $1.key }) where name.hasPrefix("CODA_") && !Self.others.contains(name) {
            guard let path = Self.shortNames[name] ?? paths[name], let setting = Catalogue.setting(path) else {
                let hint = Spelling.nearest(to: name, among: paths.keys.sorted(), limit: 4).map { "; did you mean \($0)?" } ?? "."
                warnings.append("\(quoted(name)) is set in the environment, but Coda has no such setting\(hint)")
                continue
            }
            if let value = setting.value(text) {
                values[path] = SourcedValue(value, .environment(name))
            } else {
                mistakes.append(Mistake(name, nil, setting.refusal(quoted(text))))
            }
        }
    }
}
