internal import CPostgreSQL

/// libpq, which is opened when a database is first asked for.
@safe
struct PostgresLibrary: @unchecked Sendable {
    /// Constant once it is there.
    let functions: coda_pq

    private let table: UnsafePointer<coda_pq>

    init() throws(StorageError) {
        var cause = [CChar](repeating: 0, count: 160)
        guard let table = unsafe coda_pq_open(&cause, cause.count) else {
            let why = String(decoding: cause.prefix { $0 != 0 }.map { UInt8(bitPattern: $0) }, as: UTF8.self)
            throw StorageError(.notOpened, "A PostgreSQL database needs its client library (\(why)): apt-get install libpq5")
        }
        unsafe self.table = table
        unsafe functions = table.pointee
    }

    /// What the server remarks beside its answers goes nowhere.
    func silence(_ connection: OpaquePointer) { unsafe coda_pq_silence(table, connection) }
}
