/// How a PostgreSQL database is used.
package struct PostgresOptions: Sendable {
    /// Whether a commit waits for the server's disk.
    package var isDurable = true
    /// Where the tables are; made where it is missing.
    package var schema = "coda"
    /// Connections that write, each with a thread.
    package var writers = 4
    /// Connections that read, each with a thread.
    package var readers = 2
    /// Jobs that may wait for each; more is refused.
    package var queue = 1_024

    package init() {}

    /// What every new connection is told. The schema's name is ours.
    var settings: String {
        "SET search_path TO \(schema), public; SET synchronous_commit TO \(isDurable ? "on" : "off")"
    }
}
