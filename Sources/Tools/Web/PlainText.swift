/// Text from elsewhere, made fit to be shown.
enum PlainText {
    /// On one line, without markup and what nobody sees.
    static func line(_ text: String, maximum: Int) -> String {
        let bounded = Array(text.utf8.prefix(maximum * 16))
        var lines = HTMLText(bounded, charset: "utf-8", maximumCharacters: maximum).text
        lines = String(lines.map { $0.isNewline ? " " : $0 })
        return lines
    }

    /// With its lines, without what nobody sees; whether it was cut.
    static func body(_ bytes: [UInt8], charset: String?, maximum: Int) -> (String, Bool) {
        var text = String.UnicodeScalarView()
        var count = 0
        for scalar in String(decoding: HTMLCharset.utf8(bytes, named: charset ?? "utf-8"), as: UTF8.self).unicodeScalars {
            let category = scalar.properties.generalCategory
            guard scalar == "\n" || scalar == "\t" || scalar == "\u{200D}" || category != .control && category != .format else { continue }
            guard count < maximum else { return (String(text), true) }
            text.append(scalar)
            count += 1
        }
        return (String(text), false)
    }
}
