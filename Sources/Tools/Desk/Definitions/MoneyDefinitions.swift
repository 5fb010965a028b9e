internal import Wire

/// What the tools for money are called and take.
enum MoneyDefinitions {
    static let calculate = ToolDefinition(
        name: "money.calculate",
        summary: "Exact arithmetic with amounts of money: tip, split, discount, tax, percent of, add, subtract, multiply.",
        parameters: ArgumentSchema.object(
            [
                "operation": ArgumentSchema.choice(
                    ["tip", "split", "discount", "tax", "percent", "add", "subtract", "multiply"],
                    "tip, discount, tax: percent of amount, and what is paid then. split: amount among people, with a tip of percent first "
                        + "where given. percent: percent of amount. add, subtract, multiply: amount and by."),
                "amount": ArgumentSchema.decimal("The amount, such as \"48.50\" or \"$48.50\"; a point before the cents."),
                "percent": ArgumentSchema.decimal("Percent, such as 20 or \"7.25\"."),
                "people": ArgumentSchema.integer(1...10_000, "Among how many to split."),
                "by": ArgumentSchema.decimal("The second amount, or the factor."),
                "currency": ArgumentSchema.text(
                    "ISO code such as USD, EUR, GBP or JPY; without it the one of amount's sign, or USD.", maximum: 3),
            ], required: ["operation", "amount"]),
        cache: .shared(.seconds(3_600)), maySpeculate: true,
        examples: ["what is a twenty percent tip on forty eight fifty", "split 120 dollars among five people"])

    static let convert = ToolDefinition(
        name: "money.convert", summary: "Converts an amount between currencies, by the rates in the owner's file, and says their date.",
        parameters: ArgumentSchema.object(
            [
                "amount": ArgumentSchema.decimal("The amount, such as \"100\"; 1 without it."),
                "from": ArgumentSchema.text("ISO code or name of the currency, such as USD or dollars.", maximum: 40),
                "to": ArgumentSchema.text("ISO code or name of the currency, such as EUR or euros.", maximum: 40),
            ], required: ["from", "to"]),
        maySpeculate: true, examples: ["how much is 100 dollars in euros", "convert fifty pounds to yen"])
}
