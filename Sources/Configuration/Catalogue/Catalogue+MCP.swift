extension Catalogue {
    static let mcp: [Setting] = [
        .text(
            "mcp.servers_file", \.mcp.serversFile, maximumBytes: 4_000, .restart,
            "A JSON file with an mcpServers object, as other programs have it: the servers whose tools Coda uses. Empty is none."),
        .text(
            "mcp.approvals_file", \.mcp.approvalsFile, maximumBytes: 4_000, .restart,
            "Where it is kept what those tools said of themselves at first; empty is coda/mcp-approvals.json in XDG_STATE_HOME or "
                + "~/.local/state, none keeps it in memory only."),
        .choice(
            "mcp.offers", \.mcp.offers, ["nothing", "read", "write", "all"], .restart,
            "Tools that other programs may use at /mcp: none; those that only look; those whose effects can be undone or leave the machine "
                + "too; or destructive ones as well, which nobody is asked about then."),
    ]
}
