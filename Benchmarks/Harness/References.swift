internal import Resources
internal import Wire

/// Figures that others published, or that others' programs reached on such a machine, to be put beside ours.
package struct References: Sendable {
    /// One figure of somebody else's.
    package struct Entry: Sendable, Equatable {
        package let bench: String
        /// The name of our figure beside which it belongs.
        package let figure: String
        package let value: Double
        /// Whether the work behind it is the same; where not, no ratio means anything.
        package let isSameWork: Bool
        /// What it was taken on and how.
        package let source: String
        /// What else must be known of this one.
        package let note: String
        /// The source in short, such as "a".
        package fileprivate(set) var mark: String

        var short: String { "\(FigureText.of(value)) [\(mark)]\(isSameWork ? "" : " not the same work")" }
    }

    private var entries: [Entry] = []

    package init() {}

    /// Reads every `.json` file of a folder: `{"source", "figures": [{"bench", "figure", "value", "same_work", "note"}]}`.
    package init(folder: String) throws(BenchError) {
        for (index, name) in FolderFiles.names(in: folder, suffix: ".json").enumerated() {
            let path = "\(folder)/\(name)"
            guard let file = try? JSONValue.parse(Array(ProcessFile.read(path).utf8)), let source = file["source"]?.string,
                let figures = file["figures"]?.array
            else { throw BenchError("\(path): not a file of reference figures.") }
            for figure in figures {
                guard let bench = figure["bench"]?.string, let name = figure["figure"]?.string, let value = figure["value"]?.number,
                    let isSame = figure["same_work"]?.bool
                else { throw BenchError("\(path): a figure needs bench, figure, value and same_work.") }
                entries.append(
                    Entry(
                        bench: bench, figure: name, value: value, isSameWork: isSame, source: source,
                        note: figure["note"]?.string ?? "", mark: Self.mark(index)))
            }
        }
    }

    /// Every figure there is.
    package var all: [Entry] { entries }

    /// Those of one of our figures.
    func entries(bench: String, figure: String) -> [Entry] { entries.filter { $0.bench == bench && $0.figure == figure } }

    /// One entry of each source that has something to say of these figures.
    func sources(bench: String, figures: [String]) -> [Entry] {
        var seen: Set<String> = []
        return entries.filter { $0.bench == bench && figures.contains($0.figure) && seen.insert($0.mark).inserted }
    }

    /// All of one benchmark's.
    package func entries(bench: String) -> [Entry] { entries.filter { $0.bench == bench } }

    private static func mark(_ index: Int) -> String {
        let letters = Array("abcdefghijklmnopqrstuvwxyz")
        return index < letters.count ? String(letters[index]) : "\(index + 1)"
    }
}
