internal import Storage

/// The tables of the memory file.
///
/// An owner's memories have ids of the owner's own range, so that they lie together in the file and every statement names the range.
enum MemoryShape {
    static let migrations = [
        Migration(
            """
            CREATE TABLE owners (
                id INTEGER PRIMARY KEY AUTOINCREMENT, account TEXT NOT NULL, person TEXT NOT NULL, next INTEGER NOT NULL,
                UNIQUE (account, person));

            CREATE TABLE memories (
                id INTEGER PRIMARY KEY, kind TEXT NOT NULL, text NOT NULL, attribute TEXT, value,
                valid_from INTEGER, valid_until INTEGER, happened INTEGER NOT NULL,
                confidence REAL NOT NULL, importance REAL NOT NULL, tags NOT NULL,
                origin TEXT NOT NULL, session TEXT, turn TEXT, made_of TEXT,
                learned INTEGER NOT NULL, retired INTEGER, replaced_by INTEGER,
                recalled INTEGER, recall_count INTEGER NOT NULL, has_vector INTEGER NOT NULL, is_packed INTEGER NOT NULL);
            CREATE INDEX memories_attribute ON memories (attribute) WHERE attribute IS NOT NULL;
            CREATE INDEX memories_replaced ON memories (replaced_by) WHERE replaced_by IS NOT NULL;
            CREATE INDEX memories_waiting ON memories (learned) WHERE has_vector = 0;

            CREATE TABLE vectors (
                memory INTEGER PRIMARY KEY REFERENCES memories ON DELETE CASCADE, numbers BLOB NOT NULL);

            CREATE TABLE texts (
                owner INTEGER NOT NULL REFERENCES owners ON DELETE CASCADE, name TEXT NOT NULL, text NOT NULL,
                PRIMARY KEY (owner, name)) WITHOUT ROWID;

            CREATE TABLE settings (name TEXT PRIMARY KEY, value) WITHOUT ROWID;
            """)
    ]
}

/// The ids that belong to one owner.
struct OwnerRange: Sendable, Hashable {
    let owner: Int

    /// Ids stay exact in JSON: 29 bits for the owner, 24 for what the owner keeps over the years.
    private static let bits = 24
    static let most = 1 << bits - 1

    var first: Int { owner << Self.bits }
    var last: Int { first + Self.most }

    init(owner: Int) { self.owner = owner }

    init(of memory: Int) { owner = memory >> Self.bits }

    func contains(_ id: Int) -> Bool { first...last ~= id }
}
