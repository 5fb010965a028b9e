import Glibc
import Memory
import Resources
import Storage
import Synchronization
import Testing

/// A PostgreSQL server of the tests' own, on a socket in a folder of its own. It ends, and the folder goes, when the tests' process ends,
/// however that ends.
final class PostgresServer: Sendable {
    struct Failure: Error, CustomStringConvertible { let description: String }

    /// Where Debian puts the server's programs; another place is named by CODA_POSTGRES.
    static let programs: String? = {
        let named = unsafe getenv("CODA_POSTGRES").map { unsafe String(cString: $0) }
        let places = named.map { [$0] } ?? (13...20).reversed().map { "/usr/lib/postgresql/\($0)/bin" }
        return places.first { unsafe access($0 + "/initdb", X_OK) == 0 }
    }()
    static let absent = "no PostgreSQL server: apt-get install postgresql-15, or name its folder of programs in CODA_POSTGRES"

    /// Whether the server can be given the extension pgvector.
    static let hasVectors: Bool = {
        guard let programs else { return false }
        let version = programs.split(separator: "/").dropLast().last ?? ""
        let folders = ["/usr/share/postgresql/\(version)", programs + "/../share/postgresql"]
        return folders.contains { unsafe access($0 + "/extension/vector.control", R_OK) == 0 }
    }()
    static let withoutVectors = "the server has no pgvector"

    /// The one that most tests share; `nil` where it could not be started.
    static let shared: Result<PostgresServer, Failure> = Result { () throws(Failure) in try PostgresServer() }

    private let process: Mutex<Child>
    private let databases = Atomic(0)
    let folder: String

    private struct Child: ~Copyable {
        var process: ChildProcess

        /// Sends a word, where there is one, and waits for the line that answers.
        mutating func ask(_ word: String?) -> String? {
            if let word {
                let line = Array("\(word)\n".utf8)
                _ = unsafe write(process.input, line, line.count)
            }
            var answer: [UInt8] = []
            var ready = pollfd(fd: process.output, events: Int16(POLLIN), revents: 0)
            while answer.last != 10 {
                unsafe poll(&ready, 1, -1)
                var byte: UInt8 = 0
                let count = unsafe read(process.output, &byte, 1)
                if count == 0 { return nil }
                if count > 0 { answer.append(byte) }
            }
            return String(decoding: answer.dropLast(), as: UTF8.self)
        }
    }

    /// Root may not run a server. Ends with its input.
    private static let script = """
        set -e
        bin=$1
        folder=$(mktemp -d "${TMPDIR:-/tmp}/coda-postgres-XXXXXX")
        trap 'rm -rf "$folder"' EXIT
        as=
        if [ "$(id -u)" = 0 ]; then
            chown postgres "$folder"
            as="setpriv --reuid=postgres --regid=postgres --clear-groups"
        fi
        cd "$folder"
        $as "$bin/initdb" -D data -U coda -A trust -E UTF8 --locale=C --no-sync >/dev/null
        start() {
            $as "$bin/pg_ctl" -D data -w -l log -o "-c listen_addresses= -k '$folder' -c max_connections=400 -c fsync=off" start >/dev/null
        }
        start
        echo "$folder"
        while read -r word; do
            case $word in
            stop) $as "$bin/pg_ctl" -D data -w -m immediate stop >/dev/null ;;
            start) start ;;
            esac
            echo done
        done
        $as "$bin/pg_ctl" -D data -w -m immediate stop >/dev/null || true
        """

    init() throws(Failure) {
        guard let programs = Self.programs else { throw Failure(description: Self.absent) }
        var environment = ["PATH": "/usr/sbin:/usr/bin:/sbin:/bin", "LC_ALL": "C"]
        environment["TMPDIR"] = unsafe getenv("TMPDIR").map { unsafe String(cString: $0) }
        var child: Child
        do {
            child = Child(process: try ChildProcess("/bin/sh", ["-c", Self.script, "sh", programs], environment: environment))
        } catch { throw Failure(description: error.reason) }
        guard let folder = child.ask(nil) else { throw Failure(description: "initdb or the server's start failed") }
        self.folder = folder
        process = Mutex(child)
    }

    /// As a crash ends it.
    func stop() { _ = process.withLock { $0.ask("stop") } }

    func start() { _ = process.withLock { $0.ask("start") } }

    func url(_ database: String) -> String {
        "postgresql://coda@/\(database)?host=" + folder.utf8.map { $0 == 47 ? "%2F" : String(UnicodeScalar($0)) }.joined()
    }

    /// The URL of a new, empty database.
    func makeDatabase() throws -> String {
        let name = "t\(databases.add(1, ordering: .relaxed).newValue)"
        let connection = PostgresConnection(try PostgresAddress(url("postgres")))
        try connection.connect()
        try connection.script("CREATE DATABASE \(name)")
        connection.close()
        return url(name)
    }
}

/// What holds the memories of a test.
enum StoreKind: String, Sendable, CustomTestStringConvertible {
    case sqlite, postgres

    /// Those that can be tried here.
    static let present: [StoreKind] = PostgresServer.programs == nil ? [.sqlite] : [.sqlite, .postgres]

    var testDescription: String { rawValue }
}
