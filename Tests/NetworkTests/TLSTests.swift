import Network
import TestSupport
import Testing

/// What certificates a server takes. Conversations with a real TLS client are in Tests/Peers/test_tls.py.
@Suite(.enabled(if: OpenSSLTool.isHere, Comment(rawValue: OpenSSLTool.absent)))
struct TLSTests {
    static func failure(_ certificate: String, _ key: String) -> NetworkError? {
        var configuration = ServerConfiguration()
        configuration.tls = TLSFiles(certificateChain: certificate, key: key)
        let server = HTTPServer(configuration: configuration, handler: ScriptedHandler())
        defer { server.stop() }
        do throws(NetworkError) {
            try server.start()
            return nil
        } catch { return error }
    }

    @Test("a certificate that cannot be used is refused at the start, and the error says why")
    func refused() throws {
        let tool = OpenSSLTool()
        #expect(tool.certificate("one") && tool.certificate("two"))
        let (one, oneKey, twoKey, missing) = (tool.path("one.pem"), tool.path("one.key"), tool.path("two.key"), tool.path("missing"))
        #expect(Self.failure(one, oneKey) == nil)
        #expect(Self.failure(missing, oneKey) == .unusableTLSFile(.certificate, path: missing, cause: "No such file or directory"))
        #expect(Self.failure(one, missing) == .unusableTLSFile(.key, path: missing, cause: "No such file or directory"))
        #expect(Self.failure(one, twoKey) == .tlsKeyMismatch(certificate: one, key: twoKey))
        for (certificate, key, kind) in [(oneKey, oneKey, NetworkError.TLSFile.certificate), (one, one, .key)] {
            guard case .unusableTLSFile(kind, path: _, let cause) = Self.failure(certificate, key) else {
                Issue.record("\(kind) that is something else was taken")
                continue
            }
            #expect(!cause.isEmpty)
        }
        let locked = tool.path("locked.key")
        #expect(OpenSSLTool.run("openssl", ["ec", "-in", oneKey, "-aes128", "-passout", "pass:secret", "-out", locked]))
        guard case .unusableTLSFile(.key, locked, _) = Self.failure(one, locked) else {
            Issue.record("a key with a pass phrase was taken")
            return
        }
    }

    @Test("an expired certificate is used, with a warning that names it")
    func expired() throws {
        let tool = OpenSSLTool()
        #expect(tool.certificate("old") && tool.expire("old"))
        let lines = Latch<[String]>([])
        NetworkLog.send { line, _ in lines.update { $0.append(line) } }
        defer { NetworkLog.send(to: nil) }
        let path = tool.path("old.pem")
        #expect(Self.failure(path, tool.path("old.key")) == nil)
        #expect(lines.wait { $0.contains { $0.contains(path) } }.contains { $0.contains(path) && $0.contains("expired") })
    }

    @Test("a new certificate that cannot be used is refused, and the server goes on")
    func reload() async throws {
        let tool = OpenSSLTool()
        #expect(tool.certificate("one") && tool.certificate("two"))
        let files = TLSFiles(certificateChain: tool.path("one.pem"), key: tool.path("one.key"))
        try await withServer(.echo(), configure: { $0.tls = files }) { port, server in
            try server.reloadCertificate()
            #expect(tool.move("two.key", over: "one.key"))
            #expect(throws: NetworkError.tlsKeyMismatch(certificate: files.certificateChain, key: files.key)) {
                try server.reloadCertificate()
            }
            // A plain request still gets the TLS port's answer.
            let peer = try #require(RawPeer(port: port))
            peer.send(ServerLifeTests.request)
            let answer = try #require(peer.readResponse())
            #expect(answer.status == 400 && String(decoding: answer.body, as: UTF8.self).contains("https://"))
            peer.finishSending()
            #expect(peer.readsEnd())
            #expect(tool.move("two.pem", over: "one.pem"))
            try server.reloadCertificate()
        }
    }

    @Test("what is no TLS is closed; what is slow to begin is closed too", arguments: ["\u{16}\u{3}\u{1}", "", "SSH-2.0-x\r\n"])
    func noTLS(text: String) async throws {
        let tool = OpenSSLTool()
        #expect(tool.certificate("one"))
        let files = TLSFiles(certificateChain: tool.path("one.pem"), key: tool.path("one.key"))
        try await withServer(
            .echo(),
            configure: {
                $0.tls = files
                $0.headTimeout = .milliseconds(50)
            }
        ) { port, _ in
            let peer = try #require(RawPeer(port: port))
            peer.send(text)
            #expect(peer.readsEnd())
        }
    }
}
