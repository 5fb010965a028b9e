internal import Storage

/// The tables of the desk. `person` is empty where the session names nobody.
enum DeskShape {
    static let migrations = [
        Migration(
            """
            CREATE TABLE dues (
                id INTEGER PRIMARY KEY AUTOINCREMENT, account TEXT NOT NULL, person TEXT NOT NULL,
                kind TEXT NOT NULL CHECK (kind IN ('reminder', 'alarm')), text TEXT NOT NULL,
                due INTEGER NOT NULL, first INTEGER NOT NULL, repetition TEXT, announced INTEGER);
            CREATE INDEX dues_open ON dues (account, person, due) WHERE announced IS NULL;

            CREATE TABLE list_items (
                id INTEGER PRIMARY KEY AUTOINCREMENT, account TEXT NOT NULL, person TEXT NOT NULL,
                list TEXT NOT NULL, name TEXT NOT NULL, item TEXT NOT NULL, key TEXT NOT NULL,
                UNIQUE (account, person, list, key));

            CREATE TABLE notes (
                id INTEGER PRIMARY KEY AUTOINCREMENT, account TEXT NOT NULL, person TEXT NOT NULL,
                title TEXT NOT NULL, text TEXT NOT NULL, made INTEGER NOT NULL);
            CREATE INDEX notes_owner ON notes (account, person, made);
            CREATE VIRTUAL TABLE notes_words USING fts5(
                title, text, content = 'notes', content_rowid = 'id', tokenize = 'porter unicode61 remove_diacritics 2');
            CREATE TRIGGER notes_added AFTER INSERT ON notes BEGIN
                INSERT INTO notes_words (rowid, title, text) VALUES (new.id, new.title, new.text);
            END;
            CREATE TRIGGER notes_deleted AFTER DELETE ON notes BEGIN
                INSERT INTO notes_words (notes_words, rowid, title, text) VALUES ('delete', old.id, old.title, old.text);
            END;

            CREATE TABLE goals (
                id INTEGER PRIMARY KEY AUTOINCREMENT, account TEXT NOT NULL, person TEXT NOT NULL,
                title TEXT NOT NULL, why TEXT, by_day INTEGER, rhythm TEXT NOT NULL, made INTEGER NOT NULL, completed INTEGER);
            CREATE INDEX goals_owner ON goals (account, person);
            CREATE TABLE check_ins (
                id INTEGER PRIMARY KEY AUTOINCREMENT, goal INTEGER NOT NULL REFERENCES goals ON DELETE CASCADE,
                at INTEGER NOT NULL, note TEXT, progress INTEGER);
            CREATE INDEX check_ins_goal ON check_ins (goal, at);

            CREATE TABLE calls (
                account TEXT NOT NULL, person TEXT NOT NULL, key TEXT NOT NULL, tool TEXT NOT NULL, at INTEGER NOT NULL,
                value TEXT NOT NULL, speech TEXT, PRIMARY KEY (account, person, key, tool)) WITHOUT ROWID;
            CREATE INDEX calls_age ON calls (at);
            """)
    ]
}
