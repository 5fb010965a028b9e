import Testing
import Tools

struct HTMLTextTests {
    @Test(
        "the text of a page is what a person reads",
        arguments: [
            ("<p>One<p>Two<br>Three", "One\nTwo\nThree"),
            ("<h1>News</h1><ul><li>first<li><a href='/x'>second</a> one</ul>", "# News\n- first\n- second one"),
            ("a  \n\t b&nbsp;c", "a b c"),
            ("<b>bo</b>ld <i>a</i><i>b</i>", "bold ab"),
            (
                "caf&eacute; &amp; &#8364;5 &#x1F600; &copy 2026 &#150; &notit; &bogus; & &#; &",
                "café & €5 😀 © 2026 – &notit; &bogus; & &#; &"
            ),
            ("&amp;lt;b&amp;gt;", "&lt;b&gt;"),
            ("a<script>if (a < b) document.write('</p>x')</SCRIPT >b", "ab"),
            ("a<style>p::before { content: '<p>' }</style>b", "ab"),
            ("a<!-- <p>hidden --> b<!--> c<!---> d", "a b c d"),
            ("2 < 3 and 4 > 1 <3", "2 < 3 and 4 > 1 <3"),
            ("<p title='a>b' data-x=\"<script>\">shown", "shown"),
            ("<pre>a  b\n  c</pre>d", "a  b\n  c\nd"),
            ("<table><tr><td>1<td>2<tr><td>3</table>", "1 2\n3"),
            ("<p>shown<p style='display: none'>secret</p><span hidden>secret</span><p aria-hidden=true>secret</p>", "shown"),
            ("in\u{200B}vis\u{202E}ible\u{AD}", "invisible"),
            ("<svg><title>icon</title><text>x</text></svg>y", "y"),
            ("<![CDATA[x]]><?php echo ?><!doctype html>y", "y"),
            ("<title>T", ""), ("<p", ""), ("</", "</"), ("<", "<"), ("", ""), ("<a b=\"", ""), ("<!--", ""), ("<script>x", ""),
        ])
    func text(html: String, text: String) {
        #expect(HTMLText(Array(html.utf8)).text == text)
    }

    @Test("menus and the like are left out, the main part is enough where there is one")
    func boilerplate() {
        let story = "<p>" + String(repeating: "Something happened in the town today. ", count: 8)
        let page = """
            <html><head><title>The &quot;Town&quot;
            Paper</title><meta charset=utf-8></head><body><nav><ul><li>Home<li>Sports</ul></nav>
            <div class="cookie-banner">We use cookies</div><header><h1>Paper</h1></header>
            <article><h2>Story</h2>\(story)<aside>Buy this</aside></article><div id="sidebar">More</div><footer>Imprint</footer></body></html>
            """
        let text = HTMLText(Array(page.utf8))
        #expect(text.title == "The \"Town\" Paper")
        #expect(text.text.hasPrefix("# Story\nSomething happened"))
        for word in ["Home", "cookies", "Buy", "More", "Imprint", "# Paper"] { #expect(!text.text.contains(word), "\(word)") }
    }

    @Test("a menu that nobody closed does not swallow the page")
    func unclosed() {
        let story = String(repeating: "Something happened in the town today. ", count: 8)
        #expect(HTMLText(Array("<nav><a>Home</a><main><p>\(story)</main>".utf8)).text.hasPrefix("Something"))
        #expect(HTMLText(Array("<form><p>\(story)".utf8)).text.hasPrefix("Something"))
    }

    @Test(
        "bytes are read in the character set that the head, the page or the bytes themselves name",
        arguments: [
            ([0x63, 0xE9], "iso-8859-1", "cé"), ([0x63, 0xE9], nil, "cé"), ([0x93, 0x94], "windows-1252", "“”"),
            ([0xC3, 0xA9], nil, "é"), ([0xC3, 0xA9], "latin1", "Ã©"), ([0xEF, 0xBB, 0xBF, 0xC3, 0xA9], "latin1", "é"),
            ([0xFF, 0xFE, 0x41, 0x00, 0xE9, 0x00], nil, "Aé"), ([0x61, 0xFF], "utf-8", "a\u{FFFD}"),
            (Array("<meta charset='ISO-8859-1'>".utf8) + [0xC3, 0xA9], nil, "Ã©"),
        ] as [([UInt8], String?, String)])
    func charsets(bytes: [UInt8], charset: String?, text: String) {
        #expect(HTMLText(bytes, charset: charset).text == text)
    }

    @Test("text is bounded, and says so")
    func bounded() {
        let text = HTMLText(Array(String(repeating: "word ", count: 1_000).utf8), maximumCharacters: 99)
        #expect(text.isCut)
        #expect(text.text.count == 99)
    }

    @Test("each seeded mess of a page's pieces is read to its end, and gives no markup of a whole tag that it knows")
    func mess() {
        let pieces = [
            "<", ">", "</", "<p>", "</p>", "<script>", "</script>", "<!--", "-->", "&", "&#", "&#x110000;", "&amp", "\"", "'", "=", "<nav>",
            "</nav>", "<main>", "</main>", "<title>", "<pre>", "\n", "word", "é", "<a href=", "/>", "<div hidden>", "</div>", "<![CDATA[",
            "]]>",
        ]
        var state: UInt64 = 7
        for _ in 0..<3_000 {
            var page = ""
            for _ in 0..<40 {
                state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
                page += pieces[Int(state >> 33) % pieces.count]
            }
            let text = HTMLText(Array(page.utf8))
            #expect(text.text.utf8.count <= 2 * page.utf8.count + 100)
            #expect(!text.text.contains("<script>") && !text.text.contains("<main>"))
        }
    }
}
