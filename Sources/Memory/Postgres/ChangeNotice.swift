/// What one process tells the others of a commit: which memories of which owner changed.
struct ChangeNotice: Hashable {
    let instance: String
    let lane: Int
    let owner: Int
    /// `nil`: all of the owner's.
    let ids: Set<Int>?

    /// A notification has at most 8,000 bytes, an id at most 16 digits.
    private static let mostIDs = 400

    init(instance: String, lane: Int, owner: Int, ids: Set<Int>?) {
        self.instance = instance
        self.lane = lane
        self.owner = owner
        self.ids = ids.flatMap { $0.count > Self.mostIDs ? nil : $0 }
    }

    /// `nil` for what is none, such as one of a later version.
    init?(_ text: String) {
        let words = text.split(separator: " ").map(String.init)
        guard words.count == 4, let lane = Int(words[1]), let owner = Int(words[2]), owner > 0 else { return nil }
        (instance, self.lane, self.owner) = (words[0], lane, owner)
        guard words[3] != Self.everything else {
            ids = nil
            return
        }
        let numbers = words[3].split(separator: ",")
        let ids = Set(numbers.compactMap { Int($0) })
        guard ids.count == numbers.count else { return nil }
        self.ids = ids
    }

    var text: String {
        "\(instance) \(lane) \(owner) \(ids.map { $0.sorted().map(String.init).joined(separator: ",") } ?? Self.everything)"
    }

    private static let everything = "*"
}
