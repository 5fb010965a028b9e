extension Catalogue {
    static let memory: [Setting] = [
        .flag(
            "memory.enabled", \.memory.isOn, .restart,
            "Whether Coda remembers what people tell it, in memory.db of tools.data_folder; nothing leaves the machine but in a language "
                + "model's prompt."),
        .text(
            "memory.database", \.memory.database, maximumBytes: 2_000, .restart,
            "A PostgreSQL database that keeps the memories of several servers instead of memory.db: postgresql://USER@HOST/DATABASE "
                + "(docs/memory-postgres.md). Never shown. Empty keeps them in memory.db."
        ).asPrivate,
        .flag(
            "memory.durable", \.memory.isDurable, .restart,
            "Whether what is acknowledged survives a loss of power; otherwise only the end of the program."),
        .text(
            "memory.key_file", \.memory.keyFile, maximumBytes: 4_000, .restart,
            "File of the key that memories are sealed with (coda memory key FILE makes one); without it nobody reads them again. Empty seals "
                + "nothing."),
        .integer(
            "memory.index_mib", \.memory.indexMiB, 1...65_536, .restart,
            "MiB for searching the memories of the people who spoke last; the others' are read again when they come back."),
        .flag(
            "memory.asks_model", \.memory.asksModel, .restart,
            "Whether the language model that took part in a conversation is asked afterwards for facts that were not noticed on this machine."
        ),
        .integer(
            "memory.consolidation_hours", \.memory.consolidationHours, 0...8_760, .restart,
            "Hours between two consolidations of a person's memories, made when nobody has spoken for ten minutes; 0 makes none."),
        .flag(
            "memory.http", \.memory.servesHTTP, .restart,
            "Whether an account's programs can see and change its memories at /v1/memories (docs/memory-http.md)."),
    ]

    static let personality: [Setting] = [
        .flag(
            "personality.enabled", \.personality.isOn, .restart,
            "Whether Coda learns how each person likes to be spoken to; it is kept with their memories."),
        .text(
            "personality.character", \.personality.character, maximumBytes: 200, .restart,
            "Who Coda is before it knows a person: the name of a character (coda personality characters)."),
    ]
}
