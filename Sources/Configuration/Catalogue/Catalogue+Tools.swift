extension Catalogue {
    static let tools: [Setting] = [
        .text(
            "tools.data_folder", \.tools.dataFolder, maximumBytes: 4_000, .restart,
            "Folder of what people ask to be kept: reminders, alarms, lists, notes, goals; empty is coda in XDG_DATA_HOME or ~/.local/share, "
                + "none keeps nothing."),
        .text(
            "tools.rates_file", \.tools.ratesFile, maximumBytes: 4_000, .restart,
            "JSON file of exchange rates with base, date and rates; it is read anew at every conversion. Empty converts no money."),
        .text(
            "tools.search_url", \.tools.searchURL, maximumBytes: 2_000, .restart,
            "Search address of a SearXNG instance, such as http://127.0.0.1:8888/search; empty searches nothing. What people ask for is sent "
                + "there."
        ).asPrivate,
        .list(
            "tools.page_hosts", \.tools.pageHosts, maximumCount: 1_000, .restart,
            "Hosts whose pages may be read: a name, *.example.org for all below it, \"*\" for the public internet; empty reads none."),
        .list(
            "tools.allowed_hosts", \.tools.allowedHosts, maximumCount: 1_000, .restart,
            "Hosts that requests may be sent to, written as page_hosts; one of a private network must be listed by its name or address."),
        .list(
            "tools.webhooks", \.tools.webhooks, maximumCount: 200, .restart,
            "Commands to call by name: a line with name, method and address, lines of headers, an empty line, the body. {{state}} stands for "
                + "a value that is given with the call."
        ).asPrivate,
        .list(
            "tools.folders", \.tools.folders, maximumCount: 50, .restart,
            "Folders open to the file tools, each as notes=/home/ann/notes, with :ro behind it where nothing may be changed. Empty opens none."
        ),
        .flag(
            "tools.run_code", \.tools.runsCode, .restart,
            "Whether programs in Python and JavaScript are run for people, in a sandbox without network and files (bubblewrap)."),
        .list(
            "tools.policy", \.tools.policy, maximumCount: 200, .restart,
            "What is done without asking: lines such as web.search=allow, files.*=ask, destructive=deny; a tool, a prefix, or a kind of risk "
                + "(read, write, network, destructive). Usually reading and writing are done, the rest is asked about."),
        .text(
            "tools.audit_file", \.tools.auditFile, maximumBytes: 4_000, .restart,
            "File that every call is noted in: which tool, how it ended, and nobody's words. Empty notes nothing."),
    ]
}
