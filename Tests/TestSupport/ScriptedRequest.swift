internal import Glibc

/// One request as it came: enough of HTTP for a client under test.
package struct ScriptedRequest: Sendable {
    package let method: String
    package let target: String
    /// Names in lower case.
    package let headers: [String: String]
    package let body: [UInt8]

    package var text: String { String(decoding: body, as: UTF8.self) }

    /// `nil` at the connection's end. `rest` is what came after the request before.
    init?(reading descriptor: Int32, _ rest: inout [UInt8]) {
        func fill(_ rest: inout [UInt8]) -> Bool {
            var chunk = [UInt8](repeating: 0, count: 64 << 10)
            let count = unsafe recv(descriptor, &chunk, chunk.count, 0)
            guard count > 0 else { return false }
            rest += chunk[..<count]
            return true
        }
        var end = 0
        while true {
            while end + 4 <= rest.count, rest[end..<(end + 4)] != [13, 10, 13, 10] { end += 1 }
            if end + 4 <= rest.count { break }
            guard fill(&rest) else { return nil }
        }
        let lines = String(decoding: rest[..<end], as: UTF8.self).split(separator: "\r\n")
        rest.removeFirst(end + 4)
        let words = lines.first?.split(separator: " ") ?? []
        guard words.count == 3 else { return nil }
        method = String(words[0])
        target = String(words[1])
        var headers: [String: String] = [:]
        for line in lines.dropFirst() {
            let parts = line.split(separator: ":", maxSplits: 1)
            guard parts.count == 2 else { return nil }
            headers[parts[0].lowercased()] = String(parts[1].drop { $0 == " " })
        }
        self.headers = headers
        let length = headers["content-length"].flatMap { Int($0) } ?? 0
        while rest.count < length { guard fill(&rest) else { return nil } }
        body = Array(rest[..<length])
        rest.removeFirst(length)
    }
}
