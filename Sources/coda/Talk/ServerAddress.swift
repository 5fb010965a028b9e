/// Where a Realtime server is: "ws://HOST:PORT/PATH", and anything shorter down to "HOST".
struct ServerAddress: Equatable {
    var host: String
    var port = 8_642
    var path = "/v1/realtime"

    init(_ text: String) throws {
        var rest = text[...]
        if let scheme = rest.firstRange(of: "://") {
            let name = rest[..<scheme.lowerBound]
            guard name == "ws" || name == "http" else {
                throw CommandLineError(.usage, "--server takes a ws:// address, such as ws://127.0.0.1:8642, not \"\(text)\".")
            }
            rest = rest[scheme.upperBound...]
        }
        if let slash = rest.firstIndex(of: "/") {
            if rest[slash...] != "/" { path = String(rest[slash...]) }
            rest = rest[..<slash]
        }
        var portText: Substring?
        if rest.first == "[", let end = rest.firstIndex(of: "]") {
            host = String(rest[rest.index(after: rest.startIndex)..<end])
            let after = rest[rest.index(after: end)...]
            if !after.isEmpty { portText = after.dropFirst(after.first == ":" ? 1 : 0) }
        } else if let colon = rest.lastIndex(of: ":") {
            host = String(rest[..<colon])
            portText = rest[rest.index(after: colon)...]
        } else {
            host = String(rest)
        }
        if let portText {
            guard let number = Int(portText), (1...65_535).contains(number) else {
                throw CommandLineError(.usage, "--server names no port from 1 to 65535: \"\(text)\".")
            }
            port = number
        }
        guard !host.isEmpty, !path.contains("?"), !text.contains(" ") else {
            throw CommandLineError(.usage, "--server takes an address such as ws://127.0.0.1:8642, not \"\(text)\".")
        }
    }
}
