import Testing
import Tools
import Wire

struct UnitsTests {
    private func output(_ value: JSONValue, _ from: String, _ to: String) async throws -> ToolOutput {
        try await UnitsTool().run(["value": value, "from": .string(from), "to": .string(to)], ExecutorTests.context)
    }

    @Test(
        "conversions are exact, by name, plural and symbol",
        arguments: [
            (1, "mile", "meters", "1609.344"), (1, "Kilometre", "m", "1000"), (100, "C", "F", "212"), (-40, "fahrenheit", "celsius", "-40"),
            (0, "K", "degrees celsius", "-273.15"), (1, "lb", "g", "453.59237"), (1, "MiB", "KiB", "1024"), (1, "MB", "Mb", "8"),
            (1, "MW", "mW", "1000000000"),
            (36, "km/h", "m/s", "10"), (1, "kWh", "MJ", "3.6"), (1, "us gallon", "cups", "16"), (5, "l/100km", "km/l", "20"),
            (1, "turn", "degrees", "360"),
            (1, "square mile", "acres", "640"), (90, "min", "h", "1.5"),
        ] as [(Int, String, String, String)])
    func exact(_ value: Int, _ from: String, _ to: String, _ result: String) async throws {
        let output = try await output(.integer(value), from, to)
        #expect(output.value["result"]?.string == result)
        #expect(output.value["exact"] == true)
    }

    @Test("what cannot be converted is refused with what is wrong")
    func refused() async {
        await #expect(throws: ToolFailure.invalidArguments(["to: liters are for volume, meters for length"])) {
            try await output(1, "m", "l")
        }
        await #expect(throws: ToolFailure.invalidArguments(["from: \"kilgram\" is no unit that is known; nearest is \"kilogram\""])) {
            try await output(1, "kilgram", "g")
        }
        await #expect(throws: ToolFailure.self) { try await output(0, "l/100km", "km/l") }
    }

    @Test("what is said has the unit in its number")
    func speech() async throws {
        #expect(try await output(1, "mile", "km").speech == "1 mile is about 1.6093 kilometers.")
        #expect(try await output(2, "feet", "inches").speech == "2 feet are 24 inches.")
    }

    @Test("radians are as near as they can be")
    func radians() async throws {
        let value = try await output(180, "degrees", "radians").value
        #expect(value["result"]?.string?.hasPrefix("3.14159265358979") == true)
        #expect(value["exact"] == false)
    }
}
