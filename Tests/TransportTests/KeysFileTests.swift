import TestSupport
import Testing
import Transport

@Suite struct KeysFileTests {
    private static let digest = KeyDigest(of: "first").hexadecimal

    @Test("keys, digests, comments, empty lines and both ends of line are read")
    func reading() throws {
        let text = "# people\n\nanna sha256:\(Self.digest)  # her phone\r\n\tben.2 \t a-key-in-clear_16\r\n#anna x"
        let file = try KeysFile(parsing: text, path: "keys")
        #expect(file.entries.map(\.account) == ["anna", "ben.2"])
        #expect(file.entries.map(\.digest) == [KeyDigest(of: "first"), KeyDigest(of: "a-key-in-clear_16")])
        #expect(file.entries.map(\.line) == [3, 4])
        #expect(file.warnings == ["keys file keys, line 4: a key stands there in clear; coda keys new writes digests instead."])
    }

    @Test("a file without keys is read, with a warning")
    func empty() throws { #expect(try KeysFile(parsing: "# none\n", path: "keys").warnings.first?.contains("holds no key") == true) }

    @Test(
        "a broken line is refused by its number, and nothing of it is told",
        arguments: [
            ("zzsecret", "expected an account"),
            ("zzanna zzsecretzzsecret zzmore", "expected an account"),
            ("zz/anna zzsecretzzsecret", "the account's name"),
            ("zzanna zz\u{e9}cretzzsecretzz", "letters, digits"),
            ("zzanna zzsecret,zzsecret", "letters, digits"),
            ("zzanna zzshort", "16 to 256"),
            ("zzanna " + String(repeating: "zz", count: 129), "16 to 256"),
            ("zzanna ek_zzsecretzzsecret", "a client secret"),
            ("zzanna sha256:zz", "64 hexadecimal"),
            ("zzanna sha256:\(digest)zz", "64 hexadecimal"),
            (String(repeating: "z", count: 65) + " zzsecretzzsecret", "1 to 64"),
            ("zzanna sha256:\(digest)", "stands in line 1 already"),
        ])
    func broken(line: String, cause: String) throws {
        let error = #expect(throws: AccessError.self) { try KeysFile(parsing: "anna sha256:\(Self.digest)\n#\n\(line)\n", path: "keys") }
        let text = "\(try #require(error))"
        #expect(text.hasPrefix("keys file keys, line 3: "))
        #expect(text.contains(cause))
        #expect(!text.contains("zz"))
    }

    @Test("a new key is appended to a file for its owner alone, and found again")
    func appending() throws {
        let file = TemporaryFile()
        try KeysFile.append(KeyDigest(of: "one"), account: "anna", to: file.path)
        #expect(file.mode == 0o600)
        try KeysFile.append(KeyDigest(of: "two"), account: "ben", to: file.path)
        let read = try KeysFile.read(file.path)
        #expect(read.entries.map(\.account) == ["anna", "ben"])
        #expect(read.warnings.isEmpty)
    }

    @Test("a last line without an end stays a line of its own")
    func appendingToAnOpenLine() throws {
        let file = TemporaryFile("anna a-key-in-clear_16")
        try KeysFile.append(KeyDigest(of: "two"), account: "ben", to: file.path)
        #expect(try KeysFile.read(file.path).entries.map(\.account) == ["anna", "ben"])
    }

    @Test("nothing is appended for a name that is none, nor to a file that is broken")
    func refusedAppending() throws {
        let file = TemporaryFile("broken\n")
        #expect(throws: AccessError.invalidAccount) { try KeysFile.append(KeyDigest(of: "one"), account: "an na", to: file.path) }
        #expect(throws: AccessError.self) { try KeysFile.append(KeyDigest(of: "one"), account: "anna", to: file.path) }
        #expect(TextFile.lines(file.path) == ["broken"])
    }

    @Test("one key is revoked by its fingerprint; all else in the file stays, its rights too")
    func revoking() throws {
        let (gone, kept) = (KeyDigest(of: "one"), KeyDigest(of: "two"))
        let text = "# people\nanna sha256:\(gone.hexadecimal)\n\nben sha256:\(kept.hexadecimal) # phone\n"
        let file = TemporaryFile(text, mode: 0o640)
        #expect(try KeysFile.revoke(gone.fingerprint, in: file.path) == "anna")
        #expect(TextFile.lines(file.path) == ["# people", "ben sha256:\(kept.hexadecimal) # phone"])
        #expect(file.mode == 0o640)
        for fingerprint in [gone.fingerprint, String(kept.hexadecimal.prefix(7)), ""] {
            #expect(throws: AccessError.unknownFingerprint(path: file.path)) { try KeysFile.revoke(fingerprint, in: file.path) }
        }
        let warnings = try KeysFile.read(file.path).warnings
        #expect(warnings == ["keys file \(file.path) is open to others than its owner: run chmod 600 \(file.path)"])
    }

    @Test("a fingerprint that two keys share revokes neither")
    func ambiguous() throws {
        let other = Self.digest.dropLast() + (Self.digest.last == "0" ? "1" : "0")
        let file = TemporaryFile("anna sha256:\(Self.digest)\nanna sha256:\(other)\n")
        #expect(throws: AccessError.ambiguousFingerprint) { try KeysFile.revoke(String(Self.digest.prefix(8)), in: file.path) }
        #expect(try KeysFile.revoke(String(other), in: file.path) == "anna")
    }

    @Test("what is no readable text file is refused", arguments: ["/nonexistent/keys", "/dev/null", "/proc/self"])
    func unusable(path: String) { #expect(throws: AccessError.self) { try KeysFile.read(path) } }
}
