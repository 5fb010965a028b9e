internal import Glibc
internal import Tools
internal import Wire

/// The scenarios: tables written by hand, and a generator with a seed.
enum ToolScenarios {
    static func all(seed: UInt64) -> [ToolScenario] {
        var numbers = SeededNumbers(seed ^ 0x70_6F_6F_6C)
        var all = questions
        all += sums(&numbers)
        all += conversions
        all += days(&numbers)
        for part in [mended, refused, unknown, late, broken, denied, asked, cancelled, withdrawn, programs] { all += part }
        return all
    }

    /// What people ask, and the tool for it.
    private static let questionsTable: [(String, String)] = [
        ("what's 18 percent of 240", "calculator"), ("square root of 1764 please", "calculator"),
        ("can you multiply 37 by 43", "calculator"),
        ("how much is 7 factorial", "calculator"), ("divide 100 by 8", "calculator"), ("2 to the power of 64", "calculator"),
        ("how many miles is a 10 kilometer run", "units.convert"), ("convert 5 pounds to kilograms", "units.convert"),
        ("what's 100 fahrenheit in celsius", "units.convert"), ("how many milliliters are in a cup", "units.convert"),
        ("convert 3 acres into square meters", "units.convert"), ("30 miles per gallon in liters per 100 kilometers", "units.convert"),
        ("how many days are left until new year's eve", "date.calculate"),
        ("which weekday was the first of January 2000", "date.calculate"),
        ("what time is it in Sydney", "date.calculate"), ("what date will it be in 6 weeks", "date.calculate"),
        ("is 2100 a leap year", "date.calculate"), ("what's the week number today", "date.calculate"),
        ("how many cores does this computer have", "system.info"), ("which kernel are you running", "system.info"),
        ("how much memory is free", "system.status"), ("is the disk full", "system.status"),
        ("how long has the machine been up", "system.status"),
        ("run a python program that prints primes", "code.run"), ("execute this javascript code", "code.run"),
    ]

    private static let questions: [ToolScenario] = questionsTable.map { question, tool in
        ToolScenario(kind: .rightTool, name: question) { stage in
            // A language model is shown the best three.
            (await stage.finder.find(question, limit: 3).contains { $0.name == tool }, nil)
        }
    }

    private static func gives(_ kind: ToolScenario.Kind, _ tool: String, _ arguments: JSONValue, _ member: String, _ wanted: JSONValue)
        -> ToolScenario
    {
        ToolScenario(kind: kind, name: "\(tool) \(arguments.text)") { stage in
            (await stage.call(tool, arguments).output?.value[member] == wanted, nil)
        }
    }

    /// Sums whose results the processor knows too.
    private static func sums(_ numbers: inout SeededNumbers) -> [ToolScenario] {
        (0..<40).map { round in
            let (a, b) = (numbers.below(1_000_000) + 1, numbers.below(9_999) + 1)
            let (expression, result): (String, Int) =
                switch round % 5 {
                case 0: ("\(a) + \(b)", a + b)
                case 1: ("\(a) - \(b) * 3", a - b * 3)
                case 2: ("\(a) * \(b)", a * b)
                case 3: ("(\(a) + \(b)) mod 97", (a + b) % 97)
                default: ("\(a) // \(b)", a / b)
                }
            return gives(.rightArguments, "calculator", ["expression": .string(expression)], "result", .string("\(result)"))
        }
    }

    private static let conversionsTable: [(Int, String, String, String?)] = [
        (1, "mile", "m", "1609.344"), (100, "C", "°F", "212"), (32, "fahrenheit", "celsius", "0"), (1, "kg", "lb", "2.20462262184878"),
        (1, "us gallon", "liters", "3.785411784"), (1, "hour", "seconds", "3600"), (1, "GiB", "bytes", "1073741824"),
        (1, "kWh", "kJ", "3600"),
        (100, "km/h", "mph", "62.1371192237334"), (1, "acre", "square meters", "4046.8564224"), (1, "atm", "hPa", "1013.25"),
        (180, "degrees", "turns", "0.5"),
        (0, "kelvin", "celsius", "-273.15"), (12, "inches", "feet", "1"), (1, "nautical mile", "km", "1.852"), (2, "stone", "pounds", "28"),
        (5, "l/100km", "km/l", "20"), (1, "tonne", "kg", "1000"), (3, "tablespoons", "ml", "44.36029434375"), (1, "MB", "kB", "1000"),
        (8, "bits", "byte", "1"), (1, "week", "days", "7"), (1, "hectare", "m2", "10000"), (1, "horsepower", "watts", "745.69987158227022"),
        (1, "yard", "feet", "3"), (1, "lightyear", "m", nil), (1, "pint", "cups", "2"), (1, "knot", "km/h", "1.852"),
        (1, "bar", "kPa", "100"),
        (1, "kcal", "J", "4184"),
    ]

    private static let conversions: [ToolScenario] = conversionsTable.map { value, from, to, wanted in
        let arguments: JSONValue = ["value": .integer(value), "from": .string(from), "to": .string(to)]
        guard let wanted else {
            // Not known as one word: the answer must say so, and the call with its hint must work.
            return ToolScenario(kind: .badArguments, name: "units.convert \(arguments.text)") { stage in
                let first = await stage.call("units.convert", arguments)
                guard case .invalidArguments(let lines)? = first.failure else { return (first.output != nil, first.output != nil) }
                let hint = lines.joined().split(separator: "\"").last { $0.contains("year") }.map(String.init) ?? ""
                let second = await stage.call("units.convert", arguments.merging(["from": .string(hint)]))
                return (true, second.output != nil)
            }
        }
        return gives(.rightArguments, "units.convert", arguments, "result", .string(wanted))
    }

    /// Days between two dates, as the C library counts them.
    private static func days(_ numbers: inout SeededNumbers) -> [ToolScenario] {
        (0..<25).map { _ in
            let dates = (0..<2).map { _ in (1_900 + numbers.below(200), 1 + numbers.below(12), 1 + numbers.below(28)) }
            let seconds = dates.map { date in
                var parts = unsafe tm()
                unsafe (parts.tm_year, parts.tm_mon, parts.tm_mday) = (Int32(date.0 - 1_900), Int32(date.1 - 1), Int32(date.2))
                return unsafe timegm(&parts)
            }
            let text = dates.map { "\($0.0)-\($0.1 < 10 ? "0" : "")\($0.1)-\($0.2 < 10 ? "0" : "")\($0.2)" }
            return gives(
                .rightArguments, "date.calculate", ["operation": "difference", "date": .string(text[0]), "other": .string(text[1])], "days",
                .integer((seconds[1] - seconds[0]) / 86_400))
        }
    }

    /// Arguments that are wrong and plain.
    private static let mendedTable: [(String, String)] = [
        (#"{"room":"Kitchen"}"#, #"{"room":"kitchen"}"#), (#"{"room":"bathrom"}"#, #"{"room":"bathroom"}"#),
        (#"{"room":"living_room"}"#, #"{"room":"living room"}"#),
        (#"{"level":"40"}"#, #"{"level":40}"#), (#"{"level":40.0}"#, #"{"level":40}"#), (#"{"level":[40]}"#, #"{"level":40}"#),
        (#"{"on":"true"}"#, #"{"on":true}"#),
        (#"{"on":"Off"}"#, #"{"on":false}"#), (#"{"on":1}"#, #"{"on":true}"#), (#"{"tags":"warm"}"#, #"{"tags":["warm"]}"#),
        (#"{"tags":"[\"a\",\"b\"]"}"#, #"{"tags":["a","b"]}"#), (#"{"Level":7}"#, #"{"level":7}"#), (#"{"levl":7}"#, #"{"level":7}"#),
        (#"{"ROOM":"bedroom"}"#, #"{"room":"bedroom"}"#),
        (#"{"arguments":{"level":3}}"#, #"{"level":3}"#), (#"{"name":"bench.echo","parameters":{"level":3}}"#, #"{"level":3}"#),
        (#"{"arguments":"{\"level\":3}"}"#, #"{"level":3}"#), (#""{\"level\":3}""#, #"{"level":3}"#),
        ("```json\n{\"level\": 3}\n```", #"{"level":3}"#),
        ("{'level': 3, 'on': True}", #"{"level":3,"on":true}"#), (#"{"level":3,}"#, #"{"level":3}"#), ("{level: 3}", #"{"level":3}"#),
        ("", "{}"),
        (#"{"level":null,"on":true}"#, #"{"on":true}"#), (#"{"tags":["a",]}"#, #"{"tags":["a"]}"#),
    ]

    private static let mended: [ToolScenario] = mendedTable.map { text, wanted in
        ToolScenario(kind: .mendedArguments, name: text) { stage in
            let outcome = await stage.executor.call(ToolCall("bench.echo", .text(text)), stage.context)
            let isRight = outcome.output?.value.text == wanted
            return (isRight, isRight)
        }
    }

    /// Arguments that are wrong and cannot be guessed: they come back with a line that has what is needed, and the mended call works.
    private static let refusedTable: [(String, String, String)] = [
        (#"{"room":"garage"}"#, "kitchen", #"{"room":"kitchen"}"#), (#"{"level":"loud"}"#, "integer", #"{"level":50}"#),
        (#"{"level":101}"#, "100", #"{"level":100}"#),
        (#"{"level":-1}"#, "0", #"{"level":0}"#), (#"{"level":5.5}"#, "integer", #"{"level":5}"#),
        (#"{"on":"perhaps"}"#, "boolean", #"{"on":true}"#),
        (#"{"tags":"a, b"}"#, "array", #"{"tags":["a","b"]}"#), (#"{"at":"next week"}"#, "2026-11-21", #"{"at":"2026-11-28"}"#),
        (#"{"at":"2026-02-30"}"#, "2026-11-21", #"{"at":"2026-02-28"}"#), (#"{"colour":"red"}"#, "room", #"{"room":"bedroom"}"#),
        (#"{"tags":[1,{"a":2}]}"#, "string", #"{"tags":["1"]}"#), (#"{"level":{"value":3}}"#, "integer", #"{"level":3}"#),
        ("turn it on", "JSON", #"{"on":true}"#),
        (#"{"level": 4"#, "JSON", #"{"level":4}"#), (#"[1,2]"#, "object", #"{"level":1}"#),
    ]

    private static let refused: [ToolScenario] = refusedTable.map { text, hint, mended in
        ToolScenario(kind: .badArguments, name: text) { stage in
            let first = await stage.executor.call(ToolCall("bench.echo", .text(text)), stage.context)
            guard case .invalidArguments(let lines)? = first.failure, lines.joined().contains(hint) else { return (false, false) }
            return (true, await stage.executor.call(ToolCall("bench.echo", .text(mended)), stage.context).output?.value.text == mended)
        }
    }

    /// Names that are not quite a tool's: the answer names the tool.
    private static let unknownTable: [(String, String)] = [
        ("calculater", "calculator"), ("Calculator", "calculator"), ("units_convert", "units.convert"), ("convert", "units.convert"),
        ("unitsConvert", "units.convert"),
        ("date_calculate", "date.calculate"), ("dates.calculate", "date.calculate"), ("system-info", "system.info"),
        ("systemstatus", "system.status"),
        ("code_run", "code.run"), ("bench_echo", "bench.echo"), ("echo", "bench.echo"),
    ]

    private static let unknown: [ToolScenario] = unknownTable.map { name, meant in
        ToolScenario(kind: .unknownTool, name: name) { stage in
            guard case .unknownTool(_, let suggestions)? = await stage.call(name, [:]).failure else { return (false, false) }
            return (true, suggestions.first == meant && stage.executor.registry.definition(named: meant) != nil)
        }
    }
}
