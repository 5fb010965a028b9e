import Testing
import Tools
import Wire

struct ListTests {
    @Test("several items go on a list at once, each once, and come off again by undo")
    func addAndUndo() async throws {
        let desk = try await DeskFixture()
        try await desk.call("list.add", ["item": "milk"])
        let added = try await desk.call("list.add", ["list": "my shopping list", "items": ["The Milk", "eggs", "two loaves of bread"]])
        #expect(added.speech == "I put eggs and two loaves of bread on your shopping list. The Milk was on it already.")
        #expect(added.value["count"] == 3)
        try await desk.undo(added)
        #expect(try await desk.call("list.show", ["list": "groceries"]).value["items"] == ["milk"])
        await desk.remove()
    }

    @Test("what is taken off is found by its words, and can be put back")
    func removing() async throws {
        let desk = try await DeskFixture()
        try await desk.call("list.add", ["items": ["two loaves of bread", "eggs", "red apples", "green apples"]])
        let removed = try await desk.call("list.remove", ["items": ["bread", "egg", "rice"]])
        #expect(removed.speech == "I took two loaves of bread and eggs off your shopping list. Rice was not on it.")
        #expect(
            try await desk.failure("list.remove", ["item": "apples"])
                == .failed("Red apples and green apples are on the shopping list. Which one?"))
        #expect(try await desk.failure("list.remove", ["item": "rice"]) == .failed("Rice is not on your shopping list."))
        #expect(try await desk.failure("list.remove", [:]) == .invalidArguments(["items: give item or items"]))
        try await desk.undo(removed)
        #expect(try await desk.call("list.show", ["list": "shopping"]).value["count"] == 4)
        await desk.remove()
    }

    @Test("there is room for the last item, and for none after it")
    func full() async throws {
        let desk = try await DeskFixture()
        for part in 0..<99 {
            try await desk.call("list.add", ["items": .array((0..<50).map { .string("thing \(part)-\($0)") })])
        }
        try await desk.call("list.add", ["items": .array((0..<49).map { .string("more \($0)") })])
        #expect(
            try await desk.failure("list.add", ["items": ["x1", "x2"]])
                == .failed("There is room for 5000 things on lists; remove some first."))
        #expect(try await desk.call("list.add", ["item": "the last"]).value["count"] == 5_000)
        #expect(try await desk.failure("list.add", ["item": "y"]) != nil)
        await desk.remove()
    }

    @Test("lists of different names are told apart, those of the same kind are one")
    func names() async throws {
        let desk = try await DeskFixture()
        for name in ["todo list", "to-do", "tasks"] {
            try await desk.call("list.add", ["list": .string(name), "item": .string("from " + name)])
        }
        try await desk.call("list.add", ["list": "Packing", "item": "tent"])
        #expect(try await desk.call("list.show").speech == "Your lists: packing with 1 item and to-do with 3 items.")
        await desk.remove()
    }

    @Test("a list is emptied, which is destructive, and can still be taken back")
    func clearing() async throws {
        let desk = try await DeskFixture()
        #expect(desk.desk.tools.first { $0.definition.name == "list.clear" }?.definition.risk == .destructive)
        try await desk.call("list.add", ["items": ["a1", "b2"]])
        let cleared = try await desk.call("list.clear", ["list": "shopping"])
        #expect(try await desk.call("list.show", ["list": "shopping"]).speech == "Your shopping list is empty.")
        try await desk.undo(cleared)
        #expect(try await desk.call("list.show", ["list": "shopping"]).value["items"] == ["a1", "b2"])
        await desk.remove()
    }

    @Test("every tool of the desk has a summary, examples, and a schema of an object that knows its arguments")
    func definitions() async throws {
        let desk = try await DeskFixture()
        let definitions = desk.desk.tools.map(\.definition)
        #expect(Set(definitions.map(\.name)).count == definitions.count)
        for definition in definitions {
            #expect(definition.parameters["type"] == "object", "\(definition.name)")
            #expect(definition.parameters["additionalProperties"] == false, "\(definition.name)")
            #expect(!definition.summary.isEmpty && !definition.examples.isEmpty, "\(definition.name)")
            #expect(definition.honoursIdempotencyKey == (definition.risk != .read), "\(definition.name)")
        }
        await desk.remove()
    }
}
