/// Whether a text is well-formed XML: as much of the rules as a drawing needs.
enum Markup {
    /// What is wrong with it; `nil` where nothing is.
    static func complaint(about text: String) -> String? {
        var rest = text[...]
        var open: [Substring] = []
        var roots = 0
        while let first = rest.first {
            if first == "<" {
                guard let end = rest.firstIndex(of: ">") else { return "a tag does not end" }
                let tag = rest[rest.index(after: rest.startIndex)..<end]
                rest = rest[rest.index(after: end)...]
                if tag.hasPrefix("/") {
                    guard open.popLast() == tag.dropFirst() else { return "</\(tag.dropFirst())> closes nothing" }
                    continue
                }
                if open.isEmpty { roots += 1 }
                let isClosed = tag.hasSuffix("/")
                let content = isClosed ? tag.dropLast() : tag
                let name = content.prefix { $0 != " " }
                if let complaint = attributes(content.dropFirst(name.count)) { return complaint }
                if !isClosed { open.append(name) }
            } else {
                let piece = rest.prefix { $0 != "<" }
                rest = rest[piece.endIndex...]
                if let complaint = entities(piece) { return complaint }
                if open.isEmpty, piece.contains(where: { !$0.isWhitespace }) { return "text outside the root" }
            }
        }
        guard open.isEmpty else { return "<\(open[0])> is never closed" }
        return roots == 1 ? nil : "\(roots) roots"
    }

    private static func attributes(_ text: Substring) -> String? {
        var rest = text.drop { $0 == " " }
        while !rest.isEmpty {
            let name = rest.prefix { $0 != "=" }
            rest = rest[name.endIndex...]
            guard rest.hasPrefix("=\"") else { return "\(name) has no quoted value" }
            let value = rest.dropFirst(2).prefix { $0 != "\"" }
            guard value.endIndex < rest.endIndex else { return "\(name)'s value does not end" }
            if value.contains("<") { return "\(name) holds a <" }
            if let complaint = entities(value) { return complaint }
            rest = rest[rest.index(after: value.endIndex)...].drop { $0 == " " }
        }
        return nil
    }

    private static func entities(_ text: Substring) -> String? {
        for part in text.split(separator: "&", omittingEmptySubsequences: false).dropFirst()
        where !["amp;", "lt;", "gt;", "quot;"].contains(where: { part.hasPrefix($0) }) {
            return "a bare &"
        }
        return nil
    }
}
