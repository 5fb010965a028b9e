package import Configuration

/// One thing a person can want, as a pack describes it.
package struct PackIntent: Sendable, Equatable {
    /// Such as `reminder.add`; unique among the packs in use.
    package var name: String
    /// What it does, as a verb phrase fit for "Do you want me to ...?".
    package var title: String
    package var place: TextPlace
    package var examples: [PackPhrase] = [] { didSet { phrases = patterns + examples } }
    package var patterns: [PackPhrase] = [] { didSet { phrases = patterns + examples } }
    /// All of them, exact wordings first.
    private(set) var phrases: [PackPhrase] = []
    package var slots: [PackSlot] = []
    package var replies: [ReplyVariant] = []
    /// What is said where the tool gave nothing back; `{failure}` is why.
    package var failures: [ReplyVariant] = []
    package var tool: String?
    package var arguments: [ToolArgument] = []
    package var confirm = ConfirmationPolicy.risk
    package var question: ReplyTemplate?
    /// Said for this instead: the fixed skills answer it.
    package var rewrite: ReplyTemplate?
    /// Intents that understand "and tomorrow?" after this one, in order.
    package var followUp: [String] = []
    /// The intent that takes this one back: "cancel it".
    package var cancelWith: String?
    /// What is offered once this one is done.
    package var offer: IntentOffer?
    package var isPersonal = false
    package var isVolatile = false

    func slot(_ name: String) -> PackSlot? { slots.first { $0.name == name } }
}

/// When a person is asked before a tool is called.
package enum ConfirmationPolicy: String, Sendable, CaseIterable {
    case never, always
    /// Where the tool's risk says so.
    case risk
}

/// One argument of a tool's.
package struct ToolArgument: Sendable, Equatable {
    package var name: String
    package var value: ArgumentValue
}

/// Where an argument's value comes from.
package indirect enum ArgumentValue: Sendable, Equatable {
    /// A slot alone keeps its type; left out where the slot is empty.
    case slot([String])
    case text(ReplyTemplate)
    case constant(SlotConstant)
    case list([ArgumentValue])
    case object([ToolArgument])
}

/// A value written into the pack.
package enum SlotConstant: Sendable, Equatable {
    case bool(Bool)
    case integer(Int)
    case number(Double)
    case text(String)
}

/// A question that leads to another intent.
package struct IntentOffer: Sendable, Equatable {
    package var intent: String
    package var ask: ReplyTemplate
}
