/// The tables of a PostgreSQL database: those of the memory file, in its types.
///
/// What people said is kept as bytes: sealed or not, it has the same column, and may have any character.
enum PostgresShape {
    static let migrations = [
        """
        CREATE TABLE owners (
            id BIGINT GENERATED ALWAYS AS IDENTITY PRIMARY KEY, account TEXT COLLATE "C" NOT NULL, person TEXT COLLATE "C" NOT NULL,
            next BIGINT NOT NULL, UNIQUE (account, person));

        CREATE TABLE memories (
            id BIGINT PRIMARY KEY, kind TEXT NOT NULL, text BYTEA NOT NULL, attribute TEXT, value BYTEA,
            valid_from BIGINT, valid_until BIGINT, happened BIGINT NOT NULL,
            confidence DOUBLE PRECISION NOT NULL, importance DOUBLE PRECISION NOT NULL, tags BYTEA NOT NULL,
            origin TEXT NOT NULL, session TEXT, turn TEXT, made_of TEXT,
            learned BIGINT NOT NULL, retired BIGINT, replaced_by BIGINT,
            recalled BIGINT, recall_count BIGINT NOT NULL, has_vector BIGINT NOT NULL, is_packed BIGINT NOT NULL);
        CREATE INDEX memories_replaced ON memories (replaced_by) WHERE replaced_by IS NOT NULL;
        CREATE INDEX memories_waiting ON memories (learned) WHERE has_vector = 0;

        CREATE TABLE vectors (memory BIGINT PRIMARY KEY REFERENCES memories ON DELETE CASCADE, numbers BYTEA NOT NULL);

        CREATE TABLE texts (
            owner BIGINT NOT NULL REFERENCES owners ON DELETE CASCADE, name TEXT NOT NULL, text BYTEA NOT NULL, PRIMARY KEY (owner, name));

        CREATE TABLE settings (name TEXT PRIMARY KEY, value BYTEA);
        """
    ]
}
