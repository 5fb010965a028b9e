import Glibc
import TestSupport
import Testing

/// The lines of a golden file, in words; comments are left out.
func goldenLines(_ name: String) throws -> [[String]] {
    let path = TestData.packageFolder + "/Tests/PerceptionTests/Golden/" + name
    let file = unsafe open(path, O_RDONLY)
    try #require(file >= 0, "\(path) cannot be read")
    defer { close(file) }
    var bytes: [UInt8] = []
    var piece = [UInt8](repeating: 0, count: 1 << 16)
    while true {
        let count = unsafe read(file, &piece, piece.count)
        if count <= 0 { break }
        bytes += piece[..<count]
    }
    let lines = String(decoding: bytes, as: UTF8.self).split(separator: "\n")
    return lines.filter { !$0.hasPrefix("#") }.map { $0.split(separator: " ").map(String.init) }
}
