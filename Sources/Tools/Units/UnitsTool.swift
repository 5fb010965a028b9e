package import Wire

/// Converts between units of one kind, exactly.
package struct UnitsTool: AssistantTool {
    package init() {}

    package let definition = ToolDefinition(
        name: "units.convert",
        summary:
            "Converts an amount from one unit to another: length, mass, volume, temperature, speed, area, time, data, energy, power, pressure, angle, fuel.",
        parameters: [
            "type": "object",
            "properties": [
                "value": ["type": "number", "description": "The amount."],
                "from": ["type": "string", "minLength": 1, "maxLength": 40, "description": "The unit it is in, such as miles, kg or °F."],
                "to": ["type": "string", "minLength": 1, "maxLength": 40, "description": "The unit that is wanted."],
            ],
            "required": ["value", "from", "to"], "additionalProperties": false,
        ],
        deadline: .seconds(1), maySpeculate: true,
        examples: [
            "how many kilometers are 26 miles", "convert 70 fahrenheit to celsius", "pounds in a kilogram", "how many cups in a liter",
            "miles per gallon to liters per 100 kilometers",
        ])

    package func run(_ arguments: JSONValue, _ context: ToolContext) async throws(ToolFailure) -> ToolOutput {
        guard let value = arguments["value"], let from = arguments["from"]?.string, let to = arguments["to"]?.string else {
            throw .invalidArguments(["value, from and to are wanted"])
        }
        let (source, target) = (try Self.unit(from, "from"), try Self.unit(to, "to"))
        guard source.kind == target.kind else {
            throw .invalidArguments(["to: \(target.plural) are for \(target.kind.rawValue), \(source.plural) for \(source.kind.rawValue)"])
        }
        let text = value.text
        guard let amount = BigRational(decimal: text.drop { $0 == "-" }) else {
            throw .invalidArguments(["value: is too large or too small"])
        }
        do throws(CalculatorError) {
            let signed = text.hasPrefix("-") ? amount.negated : amount
            let result = try Self.converted(.exact(signed), from: source, to: target)
            return Self.output(result, signed, source, target)
        } catch {
            throw .invalidArguments(["value: \(error.text)"])
        }
    }

    private static func unit(_ name: String, _ argument: String) throws(ToolFailure) -> Unit {
        if let unit = UnitTable.shared.unit(name) { return unit }
        let hint = UnitTable.shared.nearest(name).map { "; nearest is \"\($0)\"" } ?? ""
        throw .invalidArguments(["\(argument): \"\(name.prefix(40))\" is no unit that is known\(hint)"])
    }

    static func converted(_ amount: CalculatorValue, from source: Unit, to target: Unit) throws(CalculatorError) -> CalculatorValue {
        var base = source.isInverse ? try source.factor.over(amount) : try amount.times(source.factor)
        base = try base.plus(.exact(source.offset)).plus(.exact(target.offset.negated))
        return target.isInverse ? try target.factor.over(base) : try base.over(target.factor)
    }

    private static func output(_ result: CalculatorValue, _ amount: BigRational, _ source: Unit, _ target: Unit) -> ToolOutput {
        let full: String
        let short: String
        switch result {
        case .exact(let exact):
            full = exact.decimal(places: 30) ?? exact.rounded(significant: 15)
            short = exact.rounded(significant: 5)
        case .approximate(let number, _):
            full = "\(number)"
            short = ToolSpeech.number((number * 10_000).rounded() / 10_000)
        }
        let given = amount.decimal(places: 20) ?? amount.rounded(significant: 10)
        let unit = short == "1" ? target.singular : target.plural
        let isExact = short == full
        return ToolOutput(
            ["result": .string(full), "unit": .string(target.plural), "exact": .bool(result.exact != nil)],
            speech:
                "\(given) \(given == "1" ? source.singular : source.plural) \(given == "1" ? "is" : "are") \(isExact ? "" : "about ")\(short) \(unit)."
        )
    }
}
