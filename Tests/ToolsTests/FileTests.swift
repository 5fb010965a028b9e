import Glibc
import TestSupport
import Testing
import Tools
import Wire

/// A folder with a secret beside it, gone at the end.
final class Playground: Sendable {
    private let outer = TemporaryFolder("files")
    var root: String { outer.path }
    var folder: String { root + "/open" }

    init() {
        for path in ["/open", "/open/sub", "/closed"] { unsafe mkdir(root + path, 0o755) }
        write("/secret", "secret")
        write("/open/plain.txt", "plain words\nand the dentist")
        for (link, target) in [("file", root + "/secret"), ("folder", root), ("up", ".."), ("self", "self"), ("inside", "plain.txt")] {
            unsafe symlink(target, folder + "/" + link)
        }
        unsafe link(root + "/secret", folder + "/hard")
        unsafe mkfifo(folder + "/pipe", 0o644)
    }

    func write(_ path: String, _ text: String) { #expect(throws: Never.self) { try outer.write(text, to: path) } }

    func read(_ path: String) -> String? { outer.text(path) }

    func call(_ name: String, _ arguments: JSONValue, isWritable: Bool = true) async throws(ToolFailure) -> JSONValue {
        let tools = FileTool.all([FileGrant(name: "docs", folder: folder, isWritable: isWritable)])
        guard let tool = tools.first(where: { $0.definition.name == "files.\(name)" }) else { throw .failed("no such tool") }
        return try await tool.run(arguments, ExecutorTests.context).value
    }
}

struct FileTests {
    @Test(
        "no path leads out",
        arguments: [
            "docs/../secret", "../secret", "/etc/passwd", "docs/sub/../../secret", "docs/file", "docs/folder/secret", "docs/up/secret",
            "docs/self", "docs/inside",
            "docs/hard", "docs/pipe", "docs", "docs/sub", "closed/x", "", "docs/a\0b", "docs/./../secret", "docs//../secret",
            "docs/folder/open/plain.txt",
        ])
    func contained(_ path: String) async {
        let place = Playground()
        // Listing a folder is allowed, and writing puts a file's second name aside without touching the file.
        let allowed = ["list docs", "list docs/sub", "list ", "write docs/hard"]
        for operation in ["read", "append", "write", "list"] where !allowed.contains("\(operation) \(path)") {
            await #expect(throws: ToolFailure.self, "\(operation) \(path)") {
                try await place.call(operation, ["path": .string(path), "text": "x"])
            }
        }
        #expect(place.read("/secret") == "secret")
    }

    @Test("files are written, added to, read, found, moved and deleted")
    func ordinary() async throws {
        let place = Playground()
        _ = try await place.call("write", ["path": "docs/new/list.txt", "text": "milk\n"])
        _ = try await place.call("append", ["path": "docs/new/list.txt", "text": "bread\n"])
        #expect(try await place.call("read", ["path": "docs/new/list.txt"])["text"] == "milk\nbread\n")
        _ = try await place.call("write", ["path": "docs/new/list.txt", "text": "eggs"])
        #expect(place.read("/open/new/list.txt~") == "milk\nbread\n")
        #expect(try await place.call("search", ["query": "dentist"])["found"]?.array?.first?["path"] == "docs/plain.txt")
        _ = try await place.call("move", ["path": "docs/new/list.txt", "to": "docs/list.txt"])
        #expect(place.read("/open/list.txt") == "eggs")
        await #expect(throws: ToolFailure.self) { try await place.call("move", ["path": "docs/list.txt", "to": "docs/plain.txt"]) }
        _ = try await place.call("delete", ["path": "docs/list.txt"])
        #expect(place.read("/open/list.txt") == nil)
        let names = try await place.call("list", ["path": "docs"])["entries"]?.array?.compactMap { $0["name"]?.string }
        // Links, pipes and the like are not shown.
        #expect(names == ["hard", "new", "plain.txt", "sub"])
    }

    @Test("a folder too far down is passed over by a search, which says that it is not complete")
    func deepSearch() async throws {
        let place = Playground()
        #expect(try await place.call("search", ["query": "dentist"])["complete"] == true)
        var path = "/open"
        for _ in 0..<40 {
            path += "/down"
            unsafe mkdir(place.root + path, 0o755)
        }
        let result = try await place.call("search", ["query": "dentist"])
        #expect(result["complete"] == false)
        #expect(result["found"]?.array?.compactMap { $0["path"] } == ["docs/plain.txt"])
        await #expect(throws: ToolFailure.self) { try await place.call("search", ["path": "docs/nowhere", "query": "dentist"]) }
    }

    @Test("a search that found enough says that it is not complete")
    func fullSearch() async throws {
        let place = Playground()
        for number in 0..<50 { place.write("/open/sub/note-\(number)", "x") }
        #expect(try await place.call("search", ["path": "docs/sub", "query": "note"])["complete"] == true)
        place.write("/open/sub/one-more", "x")
        let result = try await place.call("search", ["path": "docs/sub", "query": "note"])
        #expect(result["complete"] == false)
        #expect(result["found"]?.array?.count == 50)
    }

    @Test("a call that was cancelled before its turn does nothing")
    func cancelled() async {
        let place = Playground()
        let call = Task { () async -> ToolFailure? in
            unsafe withUnsafeCurrentTask { task in unsafe task?.cancel() }
            do throws(ToolFailure) {
                _ = try await place.call("write", ["path": "docs/late.txt", "text": "x"])
                return nil
            } catch {
                return error
            }
        }
        #expect(await call.value == .cancelled)
        #expect(place.read("/open/late.txt") == nil)
    }

    @Test("a folder that may only be read stays as it is", arguments: ["write", "append", "delete", "move"])
    func readOnly(_ operation: String) async {
        let place = Playground()
        await #expect(throws: ToolFailure.denied("The folder docs may only be read.")) {
            try await place.call(operation, ["path": "docs/plain.txt", "text": "x", "to": "docs/y"], isWritable: false)
        }
        #expect(place.read("/open/plain.txt")?.hasPrefix("plain") == true)
    }

    @Test("deleting a link takes the link and leaves what it points to; a full folder stays")
    func deleting() async throws {
        let place = Playground()
        _ = try await place.call("delete", ["path": "docs/file"])
        #expect(place.read("/secret") == "secret")
        place.write("/open/sub/x", "x")
        await #expect(throws: ToolFailure.self) { try await place.call("delete", ["path": "docs/sub"]) }
        #expect(place.read("/open/sub/x") == "x")
    }

    @Test("deleting is asked for")
    func risk() {
        let risks = FileTool.all([FileGrant(name: "docs", folder: "/nowhere", isWritable: true)]).map {
            ($0.definition.name, $0.definition.risk)
        }
        #expect(risks.first { $0.0 == "files.delete" }?.1 == .destructive)
    }
}
