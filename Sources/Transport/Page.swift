/// The page to talk to Coda with, in one piece: no file to find, nothing fetched from elsewhere.
enum Page {
    static let headers: [(name: String, value: String)] = [
        ("Content-Security-Policy", "default-src 'self'; style-src 'unsafe-inline'; script-src 'unsafe-inline' blob:; worker-src blob:"),
        ("Cache-Control", "no-cache"),
    ]

    static let bytes = Array(html.utf8)
}
