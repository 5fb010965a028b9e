internal import CPostgreSQL

/// Where a PostgreSQL database is: a connection URL as libpq reads it.
package struct PostgresAddress: Sendable {
    let url: String
    /// As messages name it: host, port and database, never the password.
    package let place: String
    let library: PostgresLibrary
    private let secrets: [String]

    /// Throws `.notOpened` where it is no such URL, or libpq is missing.
    package init(_ url: String) throws(StorageError) {
        guard url.hasPrefix("postgresql://") || url.hasPrefix("postgres://"), !url.utf8.contains(0) else {
            throw Self.unreadable
        }
        library = try PostgresLibrary()
        let options = try Self.options(of: url, library)
        self.url = url
        let host = options["host"] ?? options["hostaddr"] ?? "this machine"
        place = "PostgreSQL at \(host):\(options["port"] ?? "5432"), database \(options["dbname"] ?? "of the role's name")"
        // A password of a letter or two would tear up every word.
        secrets = ["password", "sslpassword"].compactMap { options[$0] }.filter { $0.count > 2 }
    }

    /// A message of libpq or the server, in one line without its full stop, and without what nobody may see.
    func clean(_ message: String) -> String {
        var line = message.split(whereSeparator: \.isWhitespace).joined(separator: " ")
        if line.hasSuffix(".") { line.removeLast() }
        for secret in secrets { line = line.replacing(secret, with: "***") }
        return line
    }

    private static let unreadable = StorageError(
        .notOpened,
        "That is no URL of a PostgreSQL database: write postgresql://USER:PASSWORD@HOST:PORT/DATABASE, with % codes for what is no letter or "
            + "digit in the password, or leave the password to ~/.pgpass.")

    private static func options(of url: String, _ library: PostgresLibrary) throws(StorageError) -> [String: String] {
        var why: UnsafeMutablePointer<CChar>?
        let parsed = unsafe library.functions.conninfoParse(url, &why)
        // What it says may quote the URL.
        unsafe library.functions.freemem(why)
        guard var option = unsafe parsed else { throw unreadable }
        defer { unsafe library.functions.conninfoFree(parsed) }
        var found: [String: String] = [:]
        while let keyword = unsafe option.pointee.keyword {
            if let value = unsafe option.pointee.value, unsafe value.pointee != 0 {
                unsafe found[String(cString: keyword)] = String(cString: value)
            }
            unsafe option += 1
        }
        return found
    }
}
