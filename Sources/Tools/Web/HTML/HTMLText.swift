/// The readable text of a web page: headings, paragraphs, items of lists, words of links; without scripts, menus and the like.
///
/// One pass over the bytes, whatever they hold. Characters that nobody sees, such as zero-width ones, are left out.
package struct HTMLText: Sendable, Equatable {
    /// Empty where the page has none.
    package private(set) var title = ""
    /// Lines; headings begin with `# `, items with `- `.
    package private(set) var text = ""
    /// Whether there was more.
    package private(set) var isCut = false

    /// Less text than this from the page's main part, or from all of it without its menus, is not trusted to be the page.
    private static let leastCharacters = 200

    package init(_ bytes: [UInt8], charset: String? = nil, maximumCharacters: Int = 50_000) {
        let bytes = HTMLCharset.utf8(bytes, named: charset)
        var careful = HTMLWalk(bytes, dropsBoilerplate: true)
        careful.run()
        var found = careful.main.count >= Self.leastCharacters ? careful.main : careful.all
        if found.count < Self.leastCharacters {
            var whole = HTMLWalk(bytes, dropsBoilerplate: false)
            whole.run()
            // A menu that nobody closed would swallow the page.
            if whole.all.count > 4 * found.count { found = whole.all }
        }
        title = careful.title.line
        text = found.text
        if text.count > maximumCharacters {
            text = String(text.prefix(maximumCharacters))
            isCut = true
        }
    }
}
