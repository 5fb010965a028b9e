/// The tools that need nothing but this machine.
package enum BuiltInTools {
    /// - Parameters:
    ///   - folders: open to the file tools; there are none without.
    ///   - sandbox: for code; `nil` where nobody may run any.
    package static func all(folders: [FileGrant] = [], sandbox: CodeSandbox? = CodeSandbox()) -> [any AssistantTool] {
        var tools: [any AssistantTool] = [CalculatorTool(), UnitsTool(), DateTool(), SystemInfoTool(), SystemStatusTool()]
        if !folders.isEmpty { tools += FileTool.all(folders) }
        if let sandbox { tools.append(CodeTool(sandbox)) }
        return tools
    }
}
