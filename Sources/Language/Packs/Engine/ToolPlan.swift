package import Wire

/// A tool and its arguments.
package struct PlannedCall: Sendable, Equatable {
    package var tool: String
    /// An object.
    package var arguments: JSONValue

    package init(tool: String, arguments: JSONValue) {
        self.tool = tool
        self.arguments = arguments
    }

    var kept: JSONValue { ["tool": .string(tool), "arguments": arguments] }

    /// `nil` where `kept` is something else.
    init?(kept: JSONValue?) {
        guard let tool = kept?["tool"]?.string, !tool.isEmpty, case .object? = kept?["arguments"] else { return nil }
        self.init(tool: tool, arguments: kept?["arguments"] ?? [:])
    }
}

/// A call that a turn asks for, with what there is to say around it.
package struct ToolPlan: Sendable, Equatable {
    package var intent: String
    package var call: PlannedCall
    /// To be done first: what the person corrects is taken back. Where it fails, the call is not made.
    package var before: PlannedCall?
    /// To be asked where the tool's risk wants it; `nil` where the person has said yes already, or never needs to.
    package var confirmation: String?
    package var isConfirmed: Bool

    /// What the reply is made from.
    var slots: [String: SlotValue]
    var memo: DialogueMemo
}
