internal import COpenSSL

/// Seals bytes with a key, so that nobody else reads them and no change goes unnoticed: AES-256-GCM with a nonce drawn for each.
///
/// What is sealed is bound to a context, which must be the same to open it: a sealed text cannot be moved to another place.
package struct Sealing: Sendable {
    package static let keyBytes = 32
    /// How much longer than the plain bytes the sealed ones are.
    package static let overhead = nonceBytes + tagBytes
    private static let nonceBytes = 12
    private static let tagBytes = 16

    private let key: [UInt8]

    /// `nil` where the key is not of `keyBytes`.
    package init?(key: [UInt8]) {
        guard key.count == Self.keyBytes else { return nil }
        self.key = key
    }

    /// A key that nobody can guess; `nil` where the system has no randomness to give.
    package static func randomKey() -> [UInt8]? { random(keyBytes) }

    /// `nil` only where the library fails.
    package func seal(_ plain: [UInt8], context: [UInt8]) -> [UInt8]? {
        guard let nonce = Self.random(Self.nonceBytes), let state = unsafe EVP_CIPHER_CTX_new() else { return nil }
        defer { unsafe EVP_CIPHER_CTX_free(state) }
        var (count, sealed) = (Int32(0), [UInt8](repeating: 0, count: plain.count + 16))
        guard unsafe EVP_EncryptInit_ex(state, EVP_aes_256_gcm(), nil, key, nonce) == 1,
            unsafe EVP_EncryptUpdate(state, nil, &count, context, Int32(context.count)) == 1,
            unsafe EVP_EncryptUpdate(state, &sealed, &count, plain, Int32(plain.count)) == 1, Int(count) == plain.count,
            unsafe EVP_EncryptFinal_ex(state, nil, &count) == 1
        else { return nil }
        var tag = [UInt8](repeating: 0, count: Self.tagBytes)
        guard unsafe EVP_CIPHER_CTX_ctrl(state, EVP_CTRL_AEAD_GET_TAG, Int32(Self.tagBytes), &tag) == 1 else { return nil }
        return nonce + sealed.prefix(plain.count) + tag
    }

    /// `nil` where the key or the context is another, or a bit was changed.
    package func open(_ sealed: [UInt8], context: [UInt8]) -> [UInt8]? {
        guard sealed.count >= Self.overhead, let state = unsafe EVP_CIPHER_CTX_new() else { return nil }
        defer { unsafe EVP_CIPHER_CTX_free(state) }
        let nonce = Array(sealed.prefix(Self.nonceBytes))
        let hidden = Array(sealed.dropFirst(Self.nonceBytes).dropLast(Self.tagBytes))
        var tag = Array(sealed.suffix(Self.tagBytes))
        var (count, plain) = (Int32(0), [UInt8](repeating: 0, count: hidden.count + 16))
        guard unsafe EVP_DecryptInit_ex(state, EVP_aes_256_gcm(), nil, key, nonce) == 1,
            unsafe EVP_DecryptUpdate(state, nil, &count, context, Int32(context.count)) == 1,
            unsafe EVP_DecryptUpdate(state, &plain, &count, hidden, Int32(hidden.count)) == 1,
            unsafe EVP_CIPHER_CTX_ctrl(state, EVP_CTRL_AEAD_SET_TAG, Int32(Self.tagBytes), &tag) == 1,
            unsafe EVP_DecryptFinal_ex(state, nil, &count) == 1
        else { return nil }
        return Array(plain.prefix(hidden.count))
    }

    private static func random(_ count: Int) -> [UInt8]? {
        var bytes = [UInt8](repeating: 0, count: count)
        return unsafe RAND_bytes(&bytes, Int32(count)) == 1 ? bytes : nil
    }
}
