import Network
import Testing

@Suite struct PublicAddressTests {
    @Test(
        "addresses of the public internet",
        arguments: [
            "1.1.1.1", "172.15.0.1", "172.32.0.1", "100.63.0.1", "223.255.255.255", "2606:4700::1", "::ffff:8.8.8.8", "64:ff9b::808:808",
        ])
    func open(address: String) { #expect(PublicAddress.contains(address)) }

    @Test(
        "addresses that are someone's own",
        arguments: [
            "0.0.0.0", "10.1.2.3", "127.0.0.1", "127.255.0.1", "169.254.169.254", "172.16.0.1", "172.31.255.255", "192.168.0.1",
            "100.64.0.1", "192.0.0.1", "192.0.2.1", "198.18.0.1", "198.51.100.1", "203.0.113.1", "224.0.0.1", "255.255.255.255", "::",
            "::1",
            "::127.0.0.1", "::ffff:10.0.0.1", "64:ff9b::a00:1", "64:ff9b:1::1", "fc00::1", "fd12::1", "fe80::1", "fec0::1", "ff02::1",
            "2001::1", "2001:db8::1", "2002:7f00:1::", "3fff::1", "localhost", "",
        ])
    func own(address: String) { #expect(!PublicAddress.contains(address)) }
}
