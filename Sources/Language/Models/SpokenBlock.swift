/// What a line is: heading, item, quotation, row of a table, rule, or code.
struct SpokenBlock: Sendable {
    enum Step: Equatable {
        case wait
        /// So many scalars are done with, and this is spoken.
        case took(Int, String)
        case plain
    }

    var isLineStart = true
    private(set) var isInCode = false
    private var fence: Unicode.Scalar = "`"
    /// Whether the line wants an end of sentence: a heading, an item, a row.
    private var isItem = false

    /// - Parameter rest: from the start of a line, or of what is left of it in code.
    mutating func begin(_ all: ArraySlice<Unicode.Scalar>, isLast: Bool) -> Step {
        let rest = all.prefix(SpokenStyle.longestHold)
        let isFull = rest.count == SpokenStyle.longestHold
        let newline = rest.firstIndex(of: "\n")
        if isInCode {
            guard let newline else {
                guard isLast || isFull else { return .wait }
                isInCode = isFull
                return .took(rest.count, "")
            }
            let line = rest[..<newline].drop { $0 == " " }
            if line.prefix(3).count == 3, line.prefix(3).allSatisfy({ $0 == fence }) { isInCode = false }
            isLineStart = !isInCode
            return .took(newline - rest.startIndex + 1, "")
        }
        let indent = rest.prefix { $0 == " " || $0 == "\t" }.count
        let line = rest.dropFirst(indent)
        let isWhole = isLast || isFull || newline != nil
        guard let first = line.first else { return isWhole ? .took(indent, "") : .wait }
        switch first {
        case "\n", "\r": return .plain
        case "`", "~": return beginFence(rest, line, indent, first, newline, isWhole)
        case "#": return mark(line, indent, isWhole, limit: 6) { $0 == "#" }
        case ">":
            isLineStart = true
            return .took(indent + 1, "")
        case "|": return beginRow(rest, line, newline, isWhole)
        case "-", "*", "+", "_", "=":
            if let step = beginRule(rest, line, first, newline, isWhole) { return step }
            return mark(line, indent, isWhole, limit: 1) { $0 == first && first != "_" && first != "=" }
        default: return .plain
        }
    }

    private mutating func beginFence(
        _ rest: ArraySlice<Unicode.Scalar>, _ line: ArraySlice<Unicode.Scalar>, _ indent: Int, _ first: Unicode.Scalar, _ newline: Int?,
        _ isWhole: Bool
    ) -> Step {
        let count = line.prefix { $0 == first }.count
        if count < 3 { return count == line.count && !isWhole ? .wait : .plain }
        guard isWhole else { return .wait }
        isInCode = true
        fence = first
        return .took((newline.map { $0 + 1 } ?? rest.endIndex) - rest.startIndex, "\nThere is some code on the screen.\n")
    }

    /// A mark followed by a space begins a heading or an item.
    private mutating func mark(
        _ line: ArraySlice<Unicode.Scalar>, _ indent: Int, _ isWhole: Bool, limit: Int, _ isMark: (Unicode.Scalar) -> Bool
    ) -> Step {
        let count = line.prefix(while: isMark).count
        guard (1...limit).contains(count) else { return .plain }
        guard count < line.count else { return isWhole ? .took(indent + count, "") : .wait }
        let next = line[line.startIndex + count]
        guard next == " " || next == "\t" else { return .plain }
        isItem = true
        isLineStart = false
        return .took(indent + count + 1, "\n")
    }

    /// A line of nothing but marks.
    private mutating func beginRule(
        _ rest: ArraySlice<Unicode.Scalar>, _ line: ArraySlice<Unicode.Scalar>, _ first: Unicode.Scalar, _ newline: Int?, _ isWhole: Bool
    ) -> Step? {
        let end = newline ?? rest.endIndex
        let content = line[..<end].filter { $0 != " " && $0 != "\r" }
        guard content.allSatisfy({ $0 == first }) else { return nil }
        guard isWhole else { return .wait }
        guard content.count >= 3 else { return nil }
        return .took((newline.map { $0 + 1 } ?? rest.endIndex) - rest.startIndex, "\n")
    }

    private mutating func beginRow(
        _ rest: ArraySlice<Unicode.Scalar>, _ line: ArraySlice<Unicode.Scalar>, _ newline: Int?, _ isWhole: Bool
    ) -> Step {
        guard isWhole else { return .wait }
        let end = newline ?? rest.endIndex
        let cells = line[..<end].split(separator: "|").map { SpokenInline.text(Array($0)) }.filter { !$0.isEmpty }
        let isRule = line[..<end].allSatisfy { "|-: \r".unicodeScalars.contains($0) }
        return .took((newline.map { $0 + 1 } ?? rest.endIndex) - rest.startIndex, isRule ? "" : "\n" + cells.joined(separator: ", ") + "\n")
    }

    /// What a line break is worth: the end of a sentence after a heading or an item, else a space.
    mutating func endLine() -> String {
        let isParagraph = isLineStart
        defer {
            isLineStart = true
            isItem = false
        }
        return isItem || isParagraph ? "\n" : " "
    }

    mutating func endText() -> String { isItem ? "\n" : "" }
}
