/// What the elements of a page are to whoever reads it aloud.
enum HTMLElements {
    /// Nothing in them is markup, and none of it is text for people.
    static let rawText: Set<String> = ["script", "style", "noembed", "noframes", "xmp", "plaintext"]
    static let headings: Set<String> = ["h1", "h2", "h3", "h4", "h5", "h6"]
    static let main: Set<String> = ["main", "article"]
    static let boilerplate: Set<String> = ["nav", "footer", "aside", "form", "dialog", "menu"]
    static let blocks: Set<String> = [
        "address", "article", "blockquote", "body", "br", "caption", "center", "dd", "details", "div", "dl", "dt", "fieldset", "figcaption",
        "figure", "head", "header", "hr", "html", "legend", "main", "ol", "p", "pre", "section", "summary", "table", "tbody", "tfoot",
        "thead",
        "tr", "ul", "title", "nav", "footer", "aside", "form", "dialog", "menu",
    ]

    private static let never: Set<String> = [
        "noscript", "template", "svg", "math", "iframe", "object", "canvas", "audio", "video", "select", "textarea", "button", "datalist",
        "map",
    ]
    private static let void: Set<String> = [
        "area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "param", "source", "track", "wbr",
    ]
    private static let roles: Set<String> = [
        "navigation", "banner", "contentinfo", "search", "complementary", "dialog", "alertdialog", "menu", "menubar", "toolbar",
    ]
    /// Words of a class or an id that say the same.
    private static let marks: Set<String> = [
        "nav", "navbar", "navigation", "menu", "sidebar", "footer", "cookie", "cookies", "consent", "gdpr", "breadcrumb", "breadcrumbs",
        "advert", "advertisement", "ads", "promo", "social", "share", "sharing", "newsletter", "popup", "modal", "skip", "related",
    ]

    static func isDropped(_ tag: HTMLTag, dropsBoilerplate: Bool) -> Bool {
        guard !void.contains(tag.name), tag.name != "html", tag.name != "body", !main.contains(tag.name) else { return false }
        if never.contains(tag.name) || isHidden(tag) { return true }
        guard dropsBoilerplate else { return false }
        if boilerplate.contains(tag.name) || tag.attributes["role"].map({ roles.contains($0.lowercased()) }) == true { return true }
        return ["div", "section", "ul", "ol", "header", "table"].contains(tag.name) && isMarked(tag)
    }

    /// What a person does not see must not speak to the assistant.
    private static func isHidden(_ tag: HTMLTag) -> Bool {
        if tag.attributes["hidden"] != nil || tag.attributes["aria-hidden"]?.lowercased() == "true" { return true }
        guard let style = tag.attributes["style"]?.lowercased() else { return false }
        let plain = String(style.filter { !$0.isWhitespace })
        return ["display:none", "visibility:hidden", "font-size:0", "opacity:0;"].contains { plain.contains($0) }
            || plain.hasSuffix("opacity:0")
    }

    private static func isMarked(_ tag: HTMLTag) -> Bool {
        [tag.attributes["class"], tag.attributes["id"]].compactMap(\.self).contains { names in
            names.lowercased().split { !$0.isLetter }.contains { marks.contains(String($0)) }
        }
    }
}
