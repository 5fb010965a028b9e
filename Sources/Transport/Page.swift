/// The page to talk to Coda with, in one piece: no file to find, nothing fetched from elsewhere.
enum Page {
    /// Only what is in the page runs, and it reaches only this server. `blob:` is the microphone's audio worklet.
    static let headers: [(name: String, value: String)] = [
        (
            "Content-Security-Policy",
            "default-src 'none'; connect-src 'self'; img-src data:; style-src 'unsafe-inline'; script-src 'unsafe-inline' blob:; "
                + "worker-src blob:; base-uri 'none'; form-action 'none'; frame-ancestors 'none'"
        ),
        ("Cache-Control", "no-cache"),
        ("Permissions-Policy", "microphone=(self)"),
        ("Referrer-Policy", "no-referrer"),
        ("X-Content-Type-Options", "nosniff"),
    ]

    static let bytes = Array(html.utf8)

    private static let html = """
        <!doctype html>
        <html lang="en">
        <head>
        \(head)
        <style>
        \(style)
        </style>
        </head>
        <body>
        \(body)
        <script type="text/plain" id="worklet">
        \(worklet)
        </script>
        <script>
        "use strict";
        \(entrance)
        \(connection)
        \(player)
        \(microphone)
        \(transcript)
        \(foot)
        \(memories)
        \(app)
        </script>
        </body>
        </html>

        """
}
