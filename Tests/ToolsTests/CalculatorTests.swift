import Testing
import Tools
import Wire

struct CalculatorTests {
    private func output(_ expression: String) async throws -> ToolOutput {
        try await CalculatorTool().run(["expression": .string(expression)], ExecutorTests.context)
    }

    @Test(
        "arithmetic is exact",
        arguments: [
            ("1 + 2 * 3", "7"), ("0.1 + 0.2", "0.3"), ("2^100", "1267650600228229401496703205376"), ("-2^2", "-4"), ("2^3^2", "512"),
            ("2^-2", "0.25"),
            ("1/3 + 1/6", "0.5"), ("1/3", "1/3"), ("15% of 80", "12"), ("200 + 10%", "220"), ("200 - 10%", "180"), ("50%", "0.5"),
            ("17 % 5", "2"),
            ("-7 mod 3", "2"), ("7 // 2", "3"), ("-7 // 2", "-4"), ("20!", "2432902008176640000"),
            ("25!", "15511210043330985984000000"), ("sqrt(16)", "4"), ("sqrt(2.25)", "1.5"), ("\u{221A}81", "9"), ("cbrt(-27)", "-3"),
            ("8^(2/3)", "4"),
            ("1,000,000 / 8", "125000"), ("max(1, 3, 2)", "3"), ("gcd(12, 18)", "6"), ("lcm(4, 6)", "12"), ("ncr(5, 2)", "10"),
            ("npr(5, 2)", "20"),
            ("round(10/3, 2)", "3.33"), ("round(2.5)", "3"), ("round(-2.5)", "-3"), ("floor(-1.5)", "-2"), ("ceil(1.2)", "2"),
            ("abs(-3)", "3"),
            ("log10(1000)", "3"), ("log2(1024)", "10"), ("3 x 4", "12"), ("3x4", "12"), ("2(3+4)", "14"), ("3 million / 2", "1500000"),
            ("1e3 + 1", "1001"),
            ("5\u{B2}", "25"), ("(1 + 2", "refused"), ("avg(1, 2, 4)", "7/3"),
            ("123456789012345678901234567890 // 987654321", "124999998873437499901"),
            ("340282366920938463463374607431768211456 mod 18446744073709551617", "1"), ("0^0", "1"), ("what", "refused"),
            ("2 +", "refused"),
        ] as [(String, String)])
    func exact(_ expression: String, _ wanted: String) async throws {
        guard wanted != "refused" else {
            await #expect(throws: ToolFailure.self) { try await output(expression) }
            return
        }
        let value = try await output(expression).value
        #expect(value["result"]?.string == wanted)
        #expect(value["exact"] == true)
    }

    @Test(
        "a number too long to be heard is said by its size, rounded",
        arguments: [
            ("2^100", "About 1.268 times ten to the power of 30."), ("-10^20", "minus 1 times ten to the power of 20."),
            ("10^20 - 1", "About 1 times ten to the power of 20."), ("2^40", "1099511627776."),
        ])
    func size(_ expression: String, _ said: String) async throws {
        #expect(try await output(expression).speech == said)
    }

    @Test(
        "what is not exact says how many digits are sure",
        arguments: [
            ("sqrt(2)", "1.4142135623"), ("pi", "3.14159265358979"), ("e^2", "7.389056098930"), ("sin(pi/6)", "0.5"),
            ("ln(10)", "2.302585092994"),
            ("2^0.5", "1.4142135623"), ("tan(1)", "1.5574077246549"), ("atan(1)*4", "3.141592653589"), ("log(1000!)", "2567.60464"),
        ])
    func approximate(_ expression: String, _ beginning: String) async throws {
        let value = try await output(expression).value
        #expect(value["result"]?.string?.hasPrefix(beginning) == true, "\(value.text)")
        #expect(value["exact"] == false)
        #expect((value["sure_digits"]?.integer ?? 0) >= 10)
    }

    @Test("digits that cancel out are not claimed")
    func cancellation() async throws {
        let value = try await output("sqrt(2)^2 - 2").value
        #expect(value["result"] == "0")
        #expect(value["sure_digits"] == 0)
    }

    @Test(
        "what is too large, too deep or undefined is refused",
        arguments: [
            "9**9**9", "9^9^9^9", "10^100000", "100000!", "2^(2^40)", "(1/3)^99999", "1/0", "0^-1", "sqrt(-1)", "ln(0)", "asin(2)",
            "5 mod 0",
            "1e99999", "__import__('os')", "eval(1)", "a = 3", String(repeating: "(", count: 500), String(repeating: "-", count: 900) + "1",
            "tan(pi/2)", "1/(sqrt(2)^2-2)", "ncr(5000, 2500)^9",
        ])
    func refused(_ expression: String) async {
        await #expect(throws: ToolFailure.self) { try await output(expression) }
    }

    @Test("seeded divisions agree with multiplication")
    func division() async throws {
        var state: UInt64 = 7
        func digits(_ count: Int) -> String {
            var text = ""
            for _ in 0..<count {
                state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
                text += String((state >> 40) % 9 + 1)
            }
            return text
        }
        for round in 0..<60 {
            let (a, b) = (digits(20 + round * 3), digits(1 + round * 2))
            let whole = try await output("(\(a) // \(b)) * \(b) + \(a) mod \(b)").value["result"]?.string
            #expect(whole == a)
        }
    }
}
