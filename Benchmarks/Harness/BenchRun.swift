internal import Resources
package import Wire

/// One benchmark run as it was written.
package struct BenchRun: Sendable {
    package let name: String
    package let version: String
    package let started: String
    package let machine: JSONValue
    package let settings: JSONValue
    package let figures: [String: Double]
    package let notes: [String]

    /// - Throws: what is missing, where it is no such run.
    package init(_ object: JSONValue, from place: String = "the run") throws(BenchError) {
        guard let name = object["name"]?.string, let version = object["version"]?.string, let started = object["started"]?.string,
            let machine = object["machine"], case .object(let members)? = object["figures"]
        else { throw BenchError("\(place): not what coda bench --json writes.") }
        self.name = name
        self.version = version
        self.started = started
        self.machine = machine
        settings = object["settings"] ?? [:]
        figures = members.compactMapValues(\.number)
        notes = object["notes"]?.array?.compactMap(\.string) ?? []
    }

    /// One file, or every `.json` file of a folder that is a run.
    package static func load(_ path: String) throws(BenchError) -> [BenchRun] {
        if path.hasSuffix(".json") { return [try load(file: path)] }
        let names = FolderFiles.names(in: path, suffix: ".json")
        guard !names.isEmpty else { throw BenchError("\(path): neither a .json file nor a folder with such files.") }
        var runs: [BenchRun] = []
        for name in names { runs.append(try load(file: "\(path)/\(name)")) }
        return runs
    }

    private static func load(file path: String) throws(BenchError) -> BenchRun {
        let text = ProcessFile.read(path)
        guard !text.isEmpty else { throw BenchError("\(path): cannot be read, or is empty.") }
        guard let object = try? JSONValue.parse(Array(text.utf8)) else { throw BenchError("\(path): not JSON.") }
        return try BenchRun(object, from: path)
    }

    package var isQuick: Bool { settings["quick"]?.bool == true }
}
