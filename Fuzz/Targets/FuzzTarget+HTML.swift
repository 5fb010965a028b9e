internal import Tools

extension FuzzTarget {
    /// A web page: its text is bounded, and holds nothing that people do not see.
    static let html = FuzzTarget(name: "html") { bytes in
        let page = HTMLText(bytes, maximumCharacters: 1_000)
        precondition(page.text.count <= 1_000, "more text than asked for")
        precondition(page.isCut || page.text.unicodeScalars.count <= 3 * bytes.count + 100, "text from nothing")
        for scalar in page.text.unicodeScalars {
            let category = scalar.properties.generalCategory
            precondition(scalar == "\n" || scalar == "\t" || category != .control, "a control character")
            precondition(scalar == "\u{200D}" || category != .format, "an invisible character")
        }
        precondition(!page.title.contains("\n"), "a title of several lines")
    }
}
