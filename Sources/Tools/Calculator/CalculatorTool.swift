package import Wire

/// Works out arithmetic exactly where it can, and says how many digits are sure where it cannot.
package struct CalculatorTool: AssistantTool {
    package init() {}

    package let definition = ToolDefinition(
        name: "calculator",
        summary:
            "Works out an arithmetic expression exactly: big numbers, fractions, decimals, percentages, powers, roots, factorials and functions.",
        parameters: [
            "type": "object",
            "properties": [
                "expression": [
                    "type": "string", "minLength": 1, "maxLength": 1000,
                    "description": "Such as 15% of 80, 2^100, sqrt(2), 7!, (1/3 + 1/6) * 4, sin(pi/6), round(10/3, 2).",
                ]
            ],
            "required": ["expression"], "additionalProperties": false,
        ],
        deadline: .seconds(1), maySpeculate: true,
        examples: [
            "what is 15 percent of 80", "2 to the power of 100", "square root of 2", "divide 22 by 7", "multiply 12 by 9",
            "how much is 19.99 times 3",
        ])

    package func run(_ arguments: JSONValue, _ context: ToolContext) async throws(ToolFailure) -> ToolOutput {
        guard let expression = arguments["expression"]?.string else { throw .invalidArguments(["expression: is missing; wanted a string"]) }
        do throws(CalculatorError) {
            return Self.output(try CalculatorParser.value(expression))
        } catch {
            throw .invalidArguments(["expression: \(error.text)"])
        }
    }

    /// `result` is a decimal that ends, or a fraction; `decimal` stands beside a fraction, `sure_digits` beside what is not exact.
    static func output(_ value: CalculatorValue) -> ToolOutput {
        switch value {
        case .exact(let exact):
            if let decimal = exact.decimal(places: exact.isWhole ? 0 : 30) {
                let (said, isExact) = spoken(decimal)
                return ToolOutput(["result": .string(decimal), "exact": true], speech: "\(isExact ? "" : "About ")\(said).")
            }
            let fraction = "\(exact.numerator.text)/\(exact.denominator.text)"
            let decimal = exact.rounded(significant: 12)
            return ToolOutput(
                ["result": .string(fraction), "decimal": .string(decimal), "exact": true],
                speech: "About \(exact.rounded(significant: 5))" + (fraction.utf8.count <= 12 ? ", exactly \(fraction)." : "."))
        case .approximate(let number, _):
            let digits = value.sureDigits
            guard digits > 0 else {
                return ToolOutput(["result": "0", "exact": false, "sure_digits": 0], speech: "About zero.")
            }
            let text = significant(number, digits)
            return ToolOutput(
                ["result": .string(text), "exact": false, "sure_digits": .integer(digits)],
                speech: "About \(spoken(significant(number, min(digits, 6))).text).")
        }
    }

    private static func significant(_ value: Double, _ digits: Int) -> String {
        guard abs(value) >= 1e-6, abs(value) < 1e15, let exact = BigRational(decimal: "\(abs(value))") else { return "\(value)" }
        let text = exact.rounded(significant: digits)
        return value < 0 ? "-" + text : text
    }

    /// A number too long to be heard is said by its size; `isExact` where nothing was rounded off.
    private static func spoken(_ decimal: String) -> (text: String, isExact: Bool) {
        let sign = decimal.hasPrefix("-") ? "minus " : ""
        let digits = decimal.drop { $0 == "-" }
        var exponent = digits.prefix { $0 != "." }.count - 1
        guard exponent >= 15, let value = BigRational(decimal: digits) else { return (sign + digits, true) }
        let scaled = BigRational(value.numerator, over: value.denominator * BigInteger(10).power(exponent))
        var leading = scaled.rounded(places: 3)
        let isExact = leading == scaled
        if leading == BigRational(BigInteger(10)) { (leading, exponent) = (BigRational(.one), exponent + 1) }
        return ("\(sign)\(leading.decimal(places: 3) ?? "") times ten to the power of \(exponent)", isExact)
    }
}
