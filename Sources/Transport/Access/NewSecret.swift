/// Words that cannot be guessed.
package enum NewSecret {
    /// A key: `coda_` and 256 random bits.
    package static func key() -> String { "coda_" + randomDigits() }

    /// A client secret: `ek_`, as the protocol's clients know them, and 256 random bits.
    static func clientSecret() -> String { clientSecretPrefix + randomDigits() }

    static let clientSecretPrefix = "ek_"

    /// What a client must show to come back to its session: 256 random bits.
    static func resumeToken() -> String { randomDigits() }

    /// 64 hexadecimal digits from the kernel's generator.
    private static func randomDigits() -> String {
        var generator = SystemRandomNumberGenerator()
        return KeyDigest.hexadecimal((0..<32).map { _ in UInt8.random(in: 0...255, using: &generator) })
    }
}
