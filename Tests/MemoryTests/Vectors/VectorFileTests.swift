import Glibc
import Memory
import TestSupport
import Testing

@Suite struct VectorFileTests {
    /// A path of its own, removed at the end.
    private static func withPath(_ body: (String) throws -> Void) throws {
        var folder = Array("/tmp/coda-vectors-XXXXXX\0".utf8CString)
        guard unsafe mkdtemp(&folder) != nil else { throw MemoryError(.unavailable, "no folder could be made") }
        let path = String(decoding: folder.prefix { $0 != 0 }.map { UInt8(bitPattern: $0) }, as: UTF8.self)
        defer {
            for name in ["/index", "/index.new"] { unsafe unlink(path + name) }
            unsafe rmdir(path)
        }
        try body(path + "/index")
    }

    private static func index(_ vectors: [[Float]]) throws -> AdaptiveVectorIndex {
        var index = AdaptiveVectorIndex(dimensions: vectors[0].count, options: .graph)
        for (id, vector) in vectors.enumerated() { try index.insert(vector, id: id * 3 - 500) }
        for id in 0..<80 { index.remove(id * 3 - 500) }
        return index
    }

    private static func bytes(_ path: String) throws -> [UInt8] {
        guard let file = unsafe fopen(path, "r") else { throw MemoryError(.unavailable, path) }
        defer { unsafe fclose(file) }
        var all: [UInt8] = []
        var buffer = [UInt8](repeating: 0, count: 1 << 16)
        while true {
            let count = unsafe fread(&buffer, 1, buffer.count, file)
            if count == 0 { return all }
            all += buffer[..<count]
        }
    }

    private static func write(_ bytes: [UInt8], _ path: String) throws {
        guard let file = unsafe fopen(path, "w") else { throw MemoryError(.unavailable, path) }
        defer { unsafe fclose(file) }
        let written = unsafe fwrite(bytes, 1, bytes.count, file)
        #expect(written == bytes.count)
    }

    @Test func whatIsReadAnswersAsWhatWasWritten() throws {
        var source = SeededVectors(dimensions: 40, topics: 9, seed: 20)
        let written = try Self.index(source.next(700))
        try Self.withPath { path in
            try written.save(to: path, stamp: 7)
            var read = try #require(try AdaptiveVectorIndex(file: path, dimensions: 40, stamp: 7, options: .graph))
            #expect(read.count == written.count)
            #expect(read.dead == written.dead)
            for query in source.next(30) { #expect(try read.search(query, limit: 10) == written.search(query, limit: 10)) }
            let vector = source.next()
            try read.insert(vector, id: .max)
            #expect(try read.search(vector, limit: 1).map(\.id) == [.max])
        }
    }

    @Test func aFileOfOtherDataIsNoUse() throws {
        var source = SeededVectors(dimensions: 8, topics: 3, seed: 21)
        let index = try Self.index(source.next(100))
        try Self.withPath { path in
            #expect(try AdaptiveVectorIndex(file: path, dimensions: 8, stamp: 1) == nil)
            try index.save(to: path, stamp: 1)
            #expect(try AdaptiveVectorIndex(file: path, dimensions: 8, stamp: 2) == nil)
            #expect(try AdaptiveVectorIndex(file: path, dimensions: 9, stamp: 1) == nil)
            #expect(try AdaptiveVectorIndex(file: path, dimensions: 8, stamp: 1) != nil)
        }
    }

    @Test func aDamagedFileIsRefused() throws {
        var source = SeededVectors(dimensions: 8, topics: 3, seed: 22)
        let index = try Self.index(source.next(200))
        try Self.withPath { path in
            try index.save(to: path, stamp: 1)
            let whole = try Self.bytes(path)
            var numbers = Seeded(23)
            for _ in 0..<200 {
                var damaged = whole
                if Bool.random(using: &numbers) {
                    // After the magic number, the stamp and the dimensions, which make it a file of other data.
                    damaged[Int.random(in: 24..<whole.count, using: &numbers)] ^= UInt8.random(in: 1...255, using: &numbers)
                } else {
                    damaged.removeLast(Int.random(in: 1...whole.count - 1, using: &numbers))
                }
                try Self.write(damaged, path)
                let error = #expect(throws: MemoryError.self) { try AdaptiveVectorIndex(file: path, dimensions: 8, stamp: 1) }
                #expect(error?.kind == .damaged)
            }
        }
    }

    @Test func whereNothingCanBeWrittenTheErrorSaysSo() throws {
        var source = SeededVectors(dimensions: 8, topics: 3, seed: 24)
        let index = try Self.index(source.next(10))
        let error = #expect(throws: MemoryError.self) { try index.save(to: "/proc/none/index", stamp: 1) }
        #expect(error?.kind == .unavailable)
    }
}
