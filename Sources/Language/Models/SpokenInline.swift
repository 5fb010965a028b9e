internal import Wire

/// What is written within a line: emphasis, links, addresses, code, citations, formulas, symbols.
enum SpokenInline {
    enum Step: Equatable {
        case wait
        case took(Int, String)
    }

    /// A whole text without block marks.
    static func text(_ scalars: [Unicode.Scalar]) -> String {
        var output = ""
        var start = 0
        while start < scalars.count {
            let before = start > 0 ? scalars[start - 1] : nil
            guard case .took(let count, let spoken) = next(scalars[start...], after: before, isLast: true) else { break }
            output += spoken
            start += count
        }
        return output.trimmed
    }

    /// The first word or construct of the rest. Whether it waits depends on the scalars alone, not on how they came.
    ///
    /// - Parameter before: the scalar that they follow, as it was written.
    static func next(_ all: ArraySlice<Unicode.Scalar>, after before: Unicode.Scalar?, isLast: Bool) -> Step {
        let rest = all.prefix(SpokenStyle.longestHold)
        // A full window is decided as it is, whether more is there already or not.
        let isLast = isLast || rest.count == SpokenStyle.longestHold
        guard let first = rest.first else { return .wait }
        switch first {
        case "\n": return .took(1, "\n")
        case " ", "\t", "\r": return .took(1, " ")
        case "*", "_", "~": return emphasis(rest, first, after: before, isLast)
        case "`": return span(rest, isLast, open: "`", close: "`") { String($0) }
        case "[", "!": return bracket(rest, isLast)
        case "<": return tag(rest, isLast)
        case "$": return dollar(rest, isLast)
        case "\\": return command(rest, isLast)
        default: break
        }
        if let word = SpokenSymbols.words[first] { return .took(1, word) }
        if SpokenSymbols.isSilent(first) { return .took(1, "") }
        return plain(rest, isLast)
    }

    // MARK: Words and addresses

    private static func isWord(_ scalar: Unicode.Scalar) -> Bool {
        !scalar.properties.isWhitespace && !"*_~`[]!<$\\\n()\"".unicodeScalars.contains(scalar) && SpokenSymbols.words[scalar] == nil
            && !SpokenSymbols.isSilent(scalar)
    }

    /// A word, whole: it may turn out to be an address, in which other marks count as letters.
    private static func plain(_ rest: ArraySlice<Unicode.Scalar>, _ isLast: Bool) -> Step {
        guard isWord(rest[rest.startIndex]) else { return .took(1, String(Character(rest[rest.startIndex]))) }
        let word = rest.prefix(while: isWord)
        let isAddress = ["http://", "https://", "www.", "ftp://", "mailto:"].contains { word.starts(with: $0.unicodeScalars) }
        if isAddress {
            var address = rest.prefix { !$0.properties.isWhitespace && !"<>\"`)]*".unicodeScalars.contains($0) }
            if address.count == rest.count, !isLast { return .wait }
            while let last = address.last, ".,;:!?'".unicodeScalars.contains(last) { address = address.dropLast() }
            return .took(address.count, host(address))
        }
        if word.count == rest.count, !isLast { return .wait }
        return .took(word.count, text(of: word))
    }

    private static func text(of scalars: some Sequence<Unicode.Scalar>) -> String {
        var view = String.UnicodeScalarView()
        view.append(contentsOf: scalars)
        return String(view)
    }

    /// "https://www.example.org/a?b" is spoken as "example dot org".
    static func host(_ address: ArraySlice<Unicode.Scalar>) -> String {
        var name = text(of: address)[...]
        if let slashes = name.firstRange(of: "://") { name = name[slashes.upperBound...] }
        if name.hasPrefix("mailto:") { name = name.dropFirst(7) }
        if name.hasPrefix("www.") { name = name.dropFirst(4) }
        name = name.prefix { $0 != "/" && $0 != "?" && $0 != "#" && $0 != ":" }
        return name.split(separator: ".").joined(separator: " dot ").split(separator: "@").joined(separator: " at ")
    }

    // MARK: Constructs

    /// Marks of emphasis fall; a star that stands alone or between digits is a product.
    private static func emphasis(
        _ rest: ArraySlice<Unicode.Scalar>, _ mark: Unicode.Scalar, after before: Unicode.Scalar?, _ isLast: Bool
    ) -> Step {
        let count = rest.prefix { $0 == mark }.count
        guard count < rest.count || isLast else { return .wait }
        if mark == "~", count == 1 { return .took(1, "about ") }
        guard count == 1, let next = rest.dropFirst().first else { return .took(count, "") }
        guard mark == "*" else { return .took(1, "") }
        let digits = ("0" as Unicode.Scalar)..."9"
        if let before, digits.contains(before), digits.contains(next) { return .took(1, " times ") }
        return .took(1, next == " " && before?.properties.isWhitespace ?? true ? "times" : "")
    }

    /// From an opening mark to its closing one within the line.
    private static func span(
        _ rest: ArraySlice<Unicode.Scalar>, _ isLast: Bool, open: String, close: String, _ spoken: (String) -> String
    ) -> Step {
        let open = Array(open.unicodeScalars)
        let close = Array(close.unicodeScalars)
        let marks = max(open.count, open.count == 1 ? rest.prefix { $0 == open[0] }.count : open.count)
        var index = rest.startIndex + marks
        while index < rest.endIndex, rest[index] != "\n" {
            if rest[index...].starts(with: close) {
                let inside = text(of: rest[(rest.startIndex + marks)..<index])
                let after = rest[index...].prefix { $0 == close[0] }.count
                if index + max(after, close.count) == rest.endIndex, !isLast, close.count == 1 { return .wait }
                return .took(index - rest.startIndex + (close.count == 1 ? min(after, marks) : close.count), spoken(inside))
            }
            index += 1
        }
        guard index < rest.endIndex || isLast else { return .wait }
        return .took(marks, "")
    }

    /// `[text](address)`, `![picture](address)`, `[1]`.
    private static func bracket(_ rest: ArraySlice<Unicode.Scalar>, _ isLast: Bool) -> Step {
        let isPicture = rest.first == "!"
        if isPicture {
            guard rest.count > 1 || isLast else { return .wait }
            guard rest.dropFirst().first == "[" else { return .took(1, "!") }
        }
        let start = rest.startIndex + (isPicture ? 2 : 1)
        var depth = 1
        var index = start
        while index < rest.endIndex, rest[index] != "\n" {
            if rest[index] == "[" { depth += 1 }
            if rest[index] == "]" { depth -= 1 }
            if depth == 0 { break }
            index += 1
        }
        if index == rest.endIndex { return isLast ? .took(start - rest.startIndex, "") : .wait }
        guard depth == 0 else { return .took(start - rest.startIndex, "") }
        let inside = rest[start..<index]
        let after = index + 1
        if after == rest.endIndex, !isLast { return .wait }
        var end = after
        if after < rest.endIndex, rest[after] == "(" {
            guard let close = rest[after...].firstIndex(where: { $0 == ")" || $0 == "\n" }) else {
                if !isLast { return .wait }
                return .took(rest.endIndex - rest.startIndex, text(Array(inside)))
            }
            end = rest[close] == ")" ? close + 1 : close
        }
        let isCitation = end == after && !inside.isEmpty && inside.allSatisfy { "0123456789,-–^ ".unicodeScalars.contains($0) }
        return .took(end - rest.startIndex, isCitation ? "" : text(Array(inside)))
    }

    /// `<b>` falls, `<https://…>` is an address; a lone sign is a comparison.
    private static func tag(_ rest: ArraySlice<Unicode.Scalar>, _ isLast: Bool) -> Step {
        guard let next = rest.dropFirst().first else { return isLast ? .took(1, "") : .wait }
        guard next.properties.isAlphabetic || next == "/" else { return .took(1, " less than ") }
        guard let end = rest.firstIndex(where: { $0 == ">" || $0 == "\n" }) else {
            return isLast ? .took(1, " less than ") : .wait
        }
        guard rest[end] == ">" else { return .took(1, " less than ") }
        let inside = rest[(rest.startIndex + 1)..<end]
        let isAddress = inside.starts(with: "http".unicodeScalars) || inside.contains("@")
        return .took(end + 1 - rest.startIndex, isAddress ? host(inside) : "")
    }

    // MARK: Formulas

    /// `$5` is money, `$x^2$` and `$$…$$` are formulas.
    private static func dollar(_ rest: ArraySlice<Unicode.Scalar>, _ isLast: Bool) -> Step {
        guard let next = rest.dropFirst().first else { return isLast ? .took(1, "$") : .wait }
        if next == "$" { return span(rest, isLast, open: "$$", close: "$$", SpokenFormula.text) }
        guard !next.properties.isWhitespace, next.properties.numericType == nil else { return .took(1, "$") }
        let inside = rest.dropFirst().prefix { $0 != "$" && $0 != "\n" }
        if inside.count == rest.count - 1, !isLast { return .wait }
        guard inside.endIndex < rest.endIndex, rest[inside.endIndex] == "$" else { return .took(1, "$") }
        return .took(inside.count + 2, SpokenFormula.text(text(of: inside)))
    }

    /// `\( … \)` and `\[ … \]` are formulas; a mark behind a backslash falls with it.
    private static func command(_ rest: ArraySlice<Unicode.Scalar>, _ isLast: Bool) -> Step {
        guard let next = rest.dropFirst().first else { return isLast ? .took(1, "") : .wait }
        switch next {
        case "(": return span(rest, isLast, open: "\\(", close: "\\)", SpokenFormula.text)
        case "[": return span(rest, isLast, open: "\\[", close: "\\]", SpokenFormula.text)
        case "*", "_", "`", "~", "<", "\\", "#": return .took(2, "")
        case "n": return .took(1, "")
        default:
            guard next.properties.isAlphabetic else { return .took(1, "") }
            let name = rest.dropFirst().prefix { $0.properties.isAlphabetic }
            if name.count == rest.count - 1, !isLast, rest.count < 40 { return .wait }
            return .took(name.count + 1, SpokenFormula.text("\\" + text(of: name)))
        }
    }
}
