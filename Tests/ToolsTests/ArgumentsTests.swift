import Testing
import Tools
import Wire

struct ArgumentsTests {
    private static let schema: JSONValue = [
        "type": "object",
        "properties": [
            "city": ["type": "string", "minLength": 2], "days": ["type": "integer", "minimum": 1, "maximum": 14],
            "unit": ["type": "string", "enum": ["celsius", "fahrenheit"], "default": "celsius"], "exact": ["type": "boolean"],
            "tags": ["type": "array", "items": ["type": "string"]], "at": ["type": "string", "format": "date-time"],
            "size": ["type": ["number", "null"]], "code": ["type": "string", "pattern": "^[A-Z]{2}-\\d+$"],
            "place": ["$ref": "#/$defs/place"],
        ],
        "required": ["city"],
        "$defs": [
            "place": ["type": "object", "properties": ["lat": ["type": "number"], "lon": ["type": "number"]], "required": ["lat", "lon"]]
        ],
    ]

    @Test(
        "what is plainly meant is mended, and said",
        arguments: [
            (#"{"city":"Rome","days":"5"}"#, #"{"city":"Rome","days":5,"unit":"celsius"}"#),
            (#"{"city":"Rome","days":5.0,"exact":"true"}"#, #"{"city":"Rome","days":5,"exact":true,"unit":"celsius"}"#),
            (#"{"City":"Rome","unit":"Celsius"}"#, #"{"city":"Rome","unit":"celsius"}"#),
            (#"{"city":"Rome","unit":"farenheit"}"#, #"{"city":"Rome","unit":"fahrenheit"}"#),
            (#"{"city":"Rome","tags":"old"}"#, #"{"city":"Rome","tags":["old"],"unit":"celsius"}"#),
            (#"{"arguments":{"city":"Rome"}}"#, #"{"city":"Rome","unit":"celsius"}"#),
            (#"{"name":"weather","arguments":"{\"city\":\"Rome\"}"}"#, #"{"city":"Rome","unit":"celsius"}"#),
            (#""{\"city\":\"Rome\"}""#, #"{"city":"Rome","unit":"celsius"}"#),
            ("```json\n{'city': 'Rome', 'exact': True,}\n```", #"{"city":"Rome","exact":true,"unit":"celsius"}"#),
            ("{city: \"Rome\", days: 3}", #"{"city":"Rome","days":3,"unit":"celsius"}"#),
            (#"{"city":"Rome","exact":null}"#, #"{"city":"Rome","unit":"celsius"}"#),
            (#"{"city":["Rome"]}"#, #"{"city":"Rome","unit":"celsius"}"#),
            (#"{"city":"Rome","place":"{\"lat\":1.5,\"lon\":\"2\"}"}"#, #"{"city":"Rome","place":{"lat":1.5,"lon":2},"unit":"celsius"}"#),
        ])
    func mends(_ given: String, _ wanted: String) throws {
        let read = try ToolArguments(text: given, schema: Self.schema)
        #expect(read.value.text == wanted)
        #expect(!read.changes.isEmpty)
    }

    @Test(
        "what would have to be guessed is refused with a line to mend it by",
        arguments: [
            (#"{}"#, "city: is missing; wanted a string"),
            (#"{"city":"Rome","days":5.5}"#, "days: is 5.5; wanted an integer"),
            (#"{"city":"Rome","days":"soon"}"#, "days: is \"soon\"; wanted an integer"),
            (#"{"city":"Rome","days":20}"#, "days: is 20; must be at most 14"),
            (#"{"city":"Rome","unit":"kelvin"}"#, "unit: is \"kelvin\"; must be one of \"celsius\", \"fahrenheit\""),
            (#"{"city":"Rome","tags":"a, b"}"#, "tags: is \"a, b\"; wanted an array"),
            (#"{"city":"R"}"#, "city: is too short; at least 2 characters are wanted"),
            (#"{"city":"Rome","at":"tomorrow"}"#, "at: is \"tomorrow\"; wanted a date and time such as \"2026-11-21T14:30:00Z\""),
            (#"{"city":"Rome","code":"ab-1"}"#, "code: is \"ab-1\"; must match the pattern ^[A-Z]{2}-\\d+$"),
            (#"{"city":"Rome","place":{"lat":1}}"#, "place.lon: is missing; wanted a number"),
            (#"{"city":null}"#, "city: is null; wanted a string"),
            (#"{"city":"Rome","size":[1,2]}"#, "size: is [1,2]; wanted a number or null"),
            (
                #"{"city":"Rome","wind":true}"#,
                "wind: is not an argument; known are at, city, code, days, exact, place, size, tags, unit"
            ),
        ])
    func refuses(_ given: String, _ line: String) {
        #expect(throws: ToolFailure.invalidArguments([line])) { try ToolArguments(text: given, schema: Self.schema) }
    }

    @Test(
        "text that is cut off or no JSON is refused, with an example",
        arguments: [
            #"{"city":"Ro"#, "Rome", "{", #"{"city":"Rome"} {"city":"Oslo"}"#, #"{"city":"Rome"} {}"#, #"{"city":"Rome""#,
            #"{"city":"Rome","place":{"lat":1,"lon":2}"#, #"{"city":"Rome","tags":["old"}"#,
        ])
    func refusesText(_ given: String) {
        #expect(throws: ToolFailure.invalidArguments(["The arguments are not JSON. Give one JSON object, such as {\"city\": <string>}."])) {
            try ToolArguments(text: given, schema: Self.schema)
        }
    }

    @Test("what is right inside a fence is read as it stands")
    func fenced() throws {
        let read = try ToolArguments(text: "```json\n{\"city\": \"\\ud83c\\udfdb Rome\"}\n```", schema: Self.schema)
        #expect(read.value["city"] == "\u{1F3DB} Rome")
    }

    @Test(
        "a value takes the one form that fits",
        arguments: [
            (#"{"v":"3"}"#, #"{"v":"3"}"#), (#"{"v":3}"#, #"{"v":3}"#), (#"{"v":true}"#, nil as String?), (#"{"v":[4]}"#, #"{"v":4}"#),
            (#"{"v":null}"#, nil),
        ])
    func anyOf(_ given: String, _ wanted: String?) {
        let schema: JSONValue = [
            "type": "object", "properties": ["v": ["anyOf": [["type": "string"], ["type": "integer"]]]], "required": ["v"],
        ]
        #expect((try? ToolArguments(text: given, schema: schema))?.value.text == wanted)
    }

    @Test(
        "the opposite of a choice is never taken for it",
        arguments: [("increase", "decrease"), ("internal", "external"), ("ascending", "descending"), ("model1", "model2"), ("C", "C++")])
    func opposites(_ choice: String, _ given: String) {
        let schema: JSONValue = ["type": "object", "properties": ["v": ["type": "string", "enum": [.string(choice)]]], "required": ["v"]]
        #expect(throws: ToolFailure.self) { try ToolArguments(["v": .string(given)], schema: schema) }
    }

    @Test(
        "patterns match as they say",
        arguments: [
            ("^a+b?$", "aaab", true), ("^a+b?$", "aabb", false), ("b|cd", "xcdx", true), ("^(ab){2,3}$", "ababab", true),
            ("^(ab){2,3}$", "ab", false),
            ("^[^0-9]+$", "abc", true), ("^[^0-9]+$", "a1", false), ("^\\w+@\\w+\\.com$", "a@b.com", true),
            ("^(a|aa)+$", "aaaaaaaaaaaaaaaaaaaaaaaaab", false),
        ])
    func patterns(_ pattern: String, _ text: String, _ isMatch: Bool) {
        let schema: JSONValue = ["type": "object", "properties": ["v": ["type": "string", "pattern": .string(pattern)]]]
        #expect(ToolArguments.mistakes(["v": .string(text)], schema: schema).isEmpty == isMatch)
    }

    @Test("a pattern that cannot be matched safely is not checked", arguments: ["(a)\\1", "(?=a)b", "\\p{L}+", "a**"])
    func unchecked(_ pattern: String) {
        let schema: JSONValue = ["type": "object", "properties": ["v": ["type": "string", "pattern": .string(pattern)]]]
        #expect(ToolArguments.mistakes(["v": "x"], schema: schema).isEmpty)
    }

    @Test("a schema that refers to itself ends")
    func recursive() {
        let schema: JSONValue = ["type": "object", "properties": ["next": ["$ref": "#"], "x": ["type": "integer"]]]
        #expect(ToolArguments.mistakes(["next": ["next": ["x": 1]]], schema: schema).isEmpty)
        #expect(ToolArguments.mistakes(["next": ["next": ["x": "a"]]], schema: schema).map(\.path) == ["next.next.x"])
        #expect(ToolArguments.mistakes([:], schema: ["$ref": "#"]).count <= 1)
    }

    @Test("a default outside the choices is right where it is given, and is not filled in", arguments: ["N/A", nil])
    func strangeDefault(_ preset: String?) throws {
        let preset = preset.map { JSONValue.string($0) } ?? .null
        let schema: JSONValue = ["type": "object", "properties": ["unit": ["type": "string", "enum": ["s", "ms"], "default": preset]]]
        #expect(ToolArguments.mistakes(["unit": preset], schema: schema).isEmpty)
        #expect(ToolArguments.mistakes(["unit": "h"], schema: schema).count == 1)
        #expect(try ToolArguments([:], schema: schema).value == [:])
    }

    @Test("the other dialects' type names are understood")
    func dialects() throws {
        let schema: JSONValue = [
            "type": "dict",
            "properties": ["a": ["type": "float"], "b": ["type": "tuple", "items": ["type": "integer"]], "c": ["type": "any"]],
            "required": ["a"],
        ]
        #expect(try ToolArguments(["a": 1, "b": [1, 2], "c": "x"], schema: schema).changes.isEmpty)
        #expect(ToolArguments.mistakes(["a": "x"], schema: schema).count == 1)
    }
}
