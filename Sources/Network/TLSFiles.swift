/// A server's certificate and its key, both in PEM files.
package struct TLSFiles: Sendable, Equatable {
    /// The server's own certificate first, then those that lead to a root.
    package var certificateChain: String
    /// The private key, without a pass phrase.
    package var key: String

    package init(certificateChain: String, key: String) {
        self.certificateChain = certificateChain
        self.key = key
    }
}
