package import Wire

/// Exact arithmetic with amounts of money.
package struct MoneyCalculateTool: AssistantTool {
    package let definition = MoneyDefinitions.calculate

    package init() {}

    package func run(_ arguments: JSONValue, _ context: ToolContext) async throws(ToolFailure) -> ToolOutput {
        try MoneyCalculation(Arguments(arguments)).result()
    }
}
