internal import Glibc
internal import Wire

/// `coda-allocations [--budgets FILE] [--places SCENARIO]`: counts what a session allocates while frames of sound pass through it, and what it
/// keeps of turns that are over.
///
/// With a file of budgets it ends with 1 where a scenario allocates more than it may. With `--places` it also tells where, for one scenario.
@main
enum AllocationsProgram {
    static func main() async {
        let words = CommandLine.arguments
        let budgets = value(of: "--budgets", in: words).map(Budgets.init(path:))
        let places = value(of: "--places", in: words)
        var isOver = false
        let scenarios =
            Scenario.all.map { scenario in (scenario.name, scenario.count(keepsPlaces:)) } + [(WakeUps.name, WakeUps.count(keepsPlaces:))]
        for (name, count) in scenarios where places == nil || places == name {
            let count = await count(places != nil)
            var line = "\(name): \(count) allocations in \(Scenario.frames) frames"
            if let budgets {
                let budget = budgets.allowed[name]
                line += budget.map { " of \($0) allowed" } ?? ", and no budget"
                if count > budget ?? -1 { isOver = true }
            }
            print(line)
            if places != nil { Allocations.tellPlaces(most: 40) }
        }
        for (name, count) in Kept.all where places == nil {
            let blocks = await count()
            let budget = budgets?.kept[name]
            print("\(name): \(blocks) blocks" + (budgets == nil ? "" : budget.map { " of \($0) allowed" } ?? ", and no budget"))
            if budgets != nil, blocks > budget ?? -1 { isOver = true }
        }
        guard isOver else { return }
        print("allocations: over budget. See where with: coda-allocations --places SCENARIO")
        exit(1)
    }

    private static func value(of option: String, in words: [String]) -> String? {
        guard let index = words.firstIndex(of: option), index + 1 < words.count else { return nil }
        return words[index + 1]
    }
}

/// The most each scenario may allocate in all its frames, and the blocks that may be kept: `{"scenarios": {"NAME": COUNT}, "kept": {"NAME": COUNT}}`.
struct Budgets {
    var allowed: [String: Int] = [:]
    var kept: [String: Int] = [:]

    init(path: String) {
        guard let file = unsafe fopen(path, "r") else { return }
        defer { unsafe fclose(file) }
        var bytes = [UInt8](repeating: 0, count: 1 << 16)
        let count = unsafe fread(&bytes, 1, bytes.count, file)
        let budgets = try? JSONValue.parse(Array(bytes[..<count]))
        if case .object(let scenarios)? = budgets?["scenarios"] { allowed = scenarios.compactMapValues(\.integer) }
        if case .object(let names)? = budgets?["kept"] { kept = names.compactMapValues(\.integer) }
    }
}
