/// One pass over a page's UTF-8.
struct HTMLWalk {
    private let bytes: [UInt8]
    private let dropsBoilerplate: Bool
    private(set) var all = HTMLLines()
    /// What stands in `main` or `article`.
    private(set) var main = HTMLLines()
    private(set) var title = HTMLLines()

    private var mainDepth = 0
    private var preformattedDepth = 0
    private var isInTitle = false
    /// The element whose content is left out, with how many of its name are open.
    private var dropped: (name: String, depth: Int)?

    init(_ bytes: [UInt8], dropsBoilerplate: Bool) {
        self.bytes = bytes
        self.dropsBoilerplate = dropsBoilerplate
    }

    mutating func run() {
        var index = 0
        while index < bytes.count {
            switch bytes[index] {
            case UInt8(ascii: "<"): markup(&index)
            case UInt8(ascii: "&"):
                if let (scalar, count) = HTMLEntities.read(bytes[(index + 1)...]) {
                    append(scalar)
                    index += 1 + count
                } else {
                    append("&")
                    index += 1
                }
            default: text(&index)
            }
        }
    }

    // MARK: Text

    private mutating func text(_ index: inout Int) {
        let start = index
        while index < bytes.count, bytes[index] != UInt8(ascii: "<"), bytes[index] != UInt8(ascii: "&") { index += 1 }
        guard dropped == nil || isInTitle else { return }
        for scalar in String(decoding: bytes[start..<index], as: UTF8.self).unicodeScalars { append(scalar) }
    }

    private mutating func append(_ scalar: Unicode.Scalar) {
        if isInTitle { return title.append(scalar) }
        guard dropped == nil else { return }
        all.append(scalar, isPreformatted: preformattedDepth > 0)
        if mainDepth > 0 { main.append(scalar, isPreformatted: preformattedDepth > 0) }
    }

    private mutating func breakLine(prefix: String = "") {
        guard dropped == nil else { return }
        all.breakLine(prefix: prefix)
        main.breakLine(prefix: prefix)
    }

    // MARK: Markup

    private mutating func markup(_ index: inout Int) {
        if starts("<!--", at: index) {
            // "<!-->" and "<!--->" are whole comments.
            index = end(of: "-->", from: index + 2)
        } else if starts("<![CDATA[", at: index) {
            index = end(of: "]]>", from: index)
        } else if index + 1 < bytes.count, bytes[index + 1] == UInt8(ascii: "!") || bytes[index + 1] == UInt8(ascii: "?") {
            index = end(of: ">", from: index)
        } else if let tag = HTMLTag(bytes, &index) {
            if tag.isEnd { close(tag.name) } else { open(tag, &index) }
        } else {
            append("<")
            index += 1
        }
    }

    private mutating func open(_ tag: HTMLTag, _ index: inout Int) {
        // A title that nobody closed ends where the next element begins.
        isInTitle = false
        if HTMLElements.rawText.contains(tag.name) {
            index = endTag(tag.name, from: index)
            return
        }
        if let open = dropped {
            if open.name == tag.name { dropped = (open.name, open.depth + 1) }
            // A menu that nobody closed ends where the page's own part begins.
            guard HTMLElements.main.contains(tag.name), HTMLElements.boilerplate.contains(open.name) || open.name == "div" else { return }
            dropped = nil
        }
        if tag.name == "title" {
            isInTitle = title.count == 0
            if !isInTitle { dropped = ("title", 1) }
            return
        }
        if HTMLElements.isDropped(tag, dropsBoilerplate: dropsBoilerplate) {
            breakLine()
            dropped = (tag.name, 1)
            return
        }
        if HTMLElements.main.contains(tag.name) { mainDepth += 1 }
        if tag.name == "pre" { preformattedDepth += 1 }
        if HTMLElements.headings.contains(tag.name) {
            breakLine(prefix: "# ")
        } else if tag.name == "li" {
            breakLine(prefix: "- ")
        } else if HTMLElements.blocks.contains(tag.name) {
            breakLine()
        } else if tag.name == "td" || tag.name == "th" {
            append(" ")
        }
    }

    private mutating func close(_ name: String) {
        if name == "title" { isInTitle = false }
        if let open = dropped {
            guard open.name == name else { return }
            dropped = open.depth > 1 ? (name, open.depth - 1) : nil
            return breakLine()
        }
        if HTMLElements.main.contains(name) { mainDepth = max(0, mainDepth - 1) }
        if name == "pre" { preformattedDepth = max(0, preformattedDepth - 1) }
        if HTMLElements.blocks.contains(name) || HTMLElements.headings.contains(name) || name == "li" { breakLine() }
    }

    // MARK: Looking ahead

    private func starts(_ text: StaticString, at index: Int) -> Bool {
        guard index + text.utf8CodeUnitCount <= bytes.count else { return false }
        for offset in 0..<text.utf8CodeUnitCount where unsafe bytes[index + offset] != text.utf8Start[offset] { return false }
        return true
    }

    /// After the text, or the end of the page.
    private func end(of text: StaticString, from index: Int) -> Int {
        var index = index
        while index < bytes.count {
            if starts(text, at: index) { return index + text.utf8CodeUnitCount }
            index += 1
        }
        return bytes.count
    }

    /// Where `</name` begins, or the end of the page.
    private func endTag(_ name: String, from index: Int) -> Int {
        let wanted = Array(name.utf8)
        var index = index
        while index + 2 + wanted.count <= bytes.count {
            if bytes[index] == UInt8(ascii: "<"), bytes[index + 1] == UInt8(ascii: "/"),
                wanted.indices.allSatisfy({ bytes[index + 2 + $0] | 0x20 == wanted[$0] })
            {
                return index
            }
            index += 1
        }
        return bytes.count
    }
}
