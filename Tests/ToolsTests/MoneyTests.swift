import TestSupport
import Testing
import Tools
import Wire

struct MoneyTests {
    private func call(_ tool: some AssistantTool, _ arguments: JSONValue) async throws -> ToolOutput {
        try await tool.run(arguments, ToolContext(session: "test", now: DeskFixture.noon, idempotencyKey: ""))
    }

    @Test(
        "amounts are exact to the coin, and said as one says them",
        arguments: [
            (["operation": "tip", "amount": "$48.50", "percent": 20], "A 20 percent tip on $48.50 is $9.70, $58.20 in all."),
            (["operation": "tip", "amount": 10.05, "percent": "15"], "A 15 percent tip on $10.05 is $1.51, $11.56 in all."),
            (
                ["operation": "tax", "amount": "1,204.50 EUR", "percent": "7.25%"],
                "7.25 percent tax on €1204.50 is €87.33, €1291.83 in all."
            ),
            (["operation": "discount", "amount": "£80", "percent": 12.5], "12.5 percent off £80 saves £10, so it is £70."),
            (["operation": "percent", "amount": "¥1999", "percent": 10], "10 percent of ¥1999 is ¥200."),
            (
                ["operation": "split", "amount": 100, "people": 3],
                "$100 among 3 is $33.33 each. One of you pays $33.34, so that it adds up."
            ),
            (["operation": "split", "amount": "120", "people": 4, "percent": 18], "$120, $141.60 with the tip, among 4 is $35.40 each."),
            (["operation": "add", "amount": "0.10", "by": 0.2], "$0.10 plus $0.20 is $0.30."),
            (["operation": "subtract", "amount": "5", "by": "7.25", "currency": "CHF"], "5 CHF minus 7.25 CHF is -2.25 CHF."),
            (["operation": "multiply", "amount": "19.99", "by": 3], "3 times $19.99 is $59.97."),
            (
                ["operation": "add", "amount": "90071992547409931.01", "by": "0.02"],
                "$90071992547409931.01 plus $0.02 is $90071992547409931.03."
            ),
        ] as [(JSONValue, String)])
    func calculate(arguments: JSONValue, speech: String) async throws {
        #expect(try await call(MoneyCalculateTool(), arguments).speech == speech)
    }

    @Test("the shares of a split add up to the whole, whatever the number")
    func shares() async throws {
        for people in 1...40 {
            let value = try await call(MoneyCalculateTool(), ["operation": "split", "amount": "100.01", "people": .integer(people)]).value
            let each = try #require(value["each"]?.string?.split(separator: ".").joined()).description
            let cents = try #require(Int(each)) * people + (value["one_coin_more"]?.integer ?? 0)
            #expect(cents == 10_001, "\(people)")
        }
    }

    @Test(
        "what cannot be an amount is refused by name",
        arguments: [
            (["operation": "tip", "amount": "lots", "percent": 5], "amount"), (["operation": "tip", "amount": 5], "percent"),
            (["operation": "tip", "amount": "1e999999", "percent": 5], "amount"),
            (["operation": "split", "amount": 5, "people": 0], "people"),
            (["operation": "add", "amount": "$5", "by": "€5"], "by"), (["operation": "steal", "amount": 5], "operation"),
            (["operation": "tip", "amount": "--", "percent": 5], "amount"), (["operation": "tip", "amount": 5, "percent": -5], "percent"),
            (["operation": "add", "amount": 5, "by": 5, "currency": "nothing"], "currency"),
        ] as [(JSONValue, String)])
    func refused(arguments: JSONValue, name: String) async throws {
        let failure = await #expect(throws: ToolFailure.self) { try await call(MoneyCalculateTool(), arguments) }
        guard case .invalidArguments(let lines) = failure else {
            Issue.record("not refused: \(String(describing: failure))")
            return
        }
        #expect(lines.first?.hasPrefix(name + ": ") == true, "\(lines)")
    }

    @Test("money is converted by the file's rates, and their day is said")
    func convert() async throws {
        let folder = TemporaryFolder("rates")
        try folder.write(#"{"base": "EUR", "date": "2026-11-20", "rates": {"USD": 1.25, "JPY": 160, "GBP": 0.8}}"#, to: "rates.json")
        let tool = MoneyConvertTool(ratesFile: folder.file("rates.json"))
        let output = try await call(tool, ["amount": "100", "from": "dollars", "to": "Euros"])
        #expect(output.speech == "$100 is €80, by the rates of yesterday.")
        #expect(output.value["rates_age_days"] == 1)
        #expect(try await call(tool, ["amount": "12.34", "from": "gbp", "to": "yen"]).value["result"] == "2468")
        await #expect(throws: ToolFailure.failed("The exchange rates of 2026-11-20 have none for CHF.")) {
            try await call(tool, ["from": "EUR", "to": "francs"])
        }
    }

    @Test("without a file of rates, or with a bad one, it is said what is missing")
    func noRates() async throws {
        let arguments: JSONValue = ["from": "USD", "to": "EUR"]
        await #expect(throws: ToolFailure.unavailable("I have no exchange rates: tools.rates_file names no file.")) {
            try await call(MoneyConvertTool(ratesFile: ""), arguments)
        }
        let folder = TemporaryFolder("rates")
        for text in ["", "[]", #"{"base": "EUR", "rates": {}}"#, #"{"base": "EUR", "date": "2026-11-20", "rates": {"USD": 0}}"#] {
            try folder.write(text, to: "rates.json")
            let failure = await #expect(throws: ToolFailure.self) {
                try await call(MoneyConvertTool(ratesFile: folder.file("rates.json")), arguments)
            }
            guard case .unavailable = failure else {
                Issue.record("\(text): \(String(describing: failure))")
                continue
            }
        }
    }
}
