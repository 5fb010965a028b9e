internal import Configuration

/// Where what Coda keeps for people and for itself lies, by the XDG conventions.
enum StateFolders {
    /// - Parameter named: a setting: empty is the usual place, `none` is none.
    static func data(_ named: String) -> String? {
        named == "none" ? nil : named.isEmpty ? folder("XDG_DATA_HOME", "/.local/share") : named
    }

    /// For what can be made again.
    static var cache: String? { folder("XDG_CACHE_HOME", "/.cache") }

    private static func folder(_ variable: String, _ usual: String) -> String? {
        let variables = ProcessEnvironment.variables
        if let named = variables[variable], named.hasPrefix("/") { return named + "/coda" }
        return variables["HOME"].flatMap { $0.isEmpty ? nil : $0 + usual + "/coda" }
    }
}
