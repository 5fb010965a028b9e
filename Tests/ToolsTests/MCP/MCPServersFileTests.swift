import Testing
import Tools

struct MCPServersFileTests {
    private static func parse(_ text: String) throws -> [MCPServerEntry] {
        try MCPServersFile.parse(Array(text.utf8), environment: ["TOKEN": "t"])
    }

    @Test("a file as other programs have it names servers, and ours adds what it is trusted with")
    func servers() throws {
        let entries = try Self.parse(
            """
            {"mcpServers": {
              "files": {"command": "npx", "args": ["-y", "x"], "env": {"KEY": "${TOKEN}"}, "alwaysAllow": ["a"], "disabled": true},
              "web": {"type": "http", "url": "https://h/mcp", "headers": {"Authorization": "Bearer ${TOKEN}", "X": "${NO:-none}"},
                      "trust": true, "risk": {"delete_*": "destructive"}, "tools": ["get*"], "timeoutSeconds": 2.5}}}
            """)
        var files = MCPServerEntry(name: "files", place: .command("npx", arguments: ["-y", "x"], environment: ["KEY": "t"], folder: nil))
        files.isDisabled = true
        var web = MCPServerEntry(name: "web", place: .url("https://h/mcp", headers: ["Authorization": "Bearer t", "X": "none"]))
        web.isTrusted = true
        web.risks = ["delete_*": .destructive]
        web.allowedTools = ["get*"]
        web.patience = .milliseconds(2_500)
        #expect(entries == [files, web])
        #expect(web.deadline == .milliseconds(7_500))
    }

    @Test(
        "a mistake names its place",
        arguments: [
            (#"{"#, "the file: is not JSON"), (#"{}"#, "mcpServers: must be an object of servers by name"),
            (
                #"{"mcpServers":{"a.b":{"command":"x"}}}"#,
                "mcpServers.a.b: a server's name may have 1 to 32 letters, digits, hyphens and underscores"
            ),
            (#"{"mcpServers":{"a":{}}}"#, "mcpServers.a.command: is missing"),
            (#"{"mcpServers":{"a":{"command":"x","url":"http://y"}}}"#, "mcpServers.a.url: a server has a command or a url, not both"),
            (#"{"mcpServers":{"a":{"command":"x","args":"y"}}}"#, "mcpServers.a.args: must be a list of texts"),
            (#"{"mcpServers":{"a":{"command":"x","Trust":true}}}"#, "mcpServers.a.Trust: is written otherwise: mind the capital letters"),
            (#"{"mcpServers":{"a":{"url":"ftp://x"}}}"#, "mcpServers.a.url: must begin with https:// or http://"),
            (#"{"mcpServers":{"a":{"command":"${NO}"}}}"#, "mcpServers.a.command: the environment has no NO"),
            (
                #"{"mcpServers":{"a":{"command":"x","risk":{"t":"mild"}}}}"#,
                "mcpServers.a.risk.t: must be read, write, destructive, network"
            ),
            (
                #"{"mcpServers":{"a":{"type":"sse","url":"http://x"}}}"#,
                "mcpServers.a.type: the sse transport ended with revision 2024-11-05: use the server's streamable HTTP address"
            ),
        ])
    func mistakes(text: String, message: String) {
        let mistake = #expect(throws: MCPServersFile.Mistake.self) { try Self.parse(text) }
        #expect(mistake?.description == message)
    }
}
