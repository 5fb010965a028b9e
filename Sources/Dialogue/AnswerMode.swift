/// Who makes the reply.
package enum AnswerMode: String, Sendable, Equatable, Codable, CaseIterable {
    /// What runs on this machine: intents, tools, fixed skills.
    case direct
    /// The language model.
    case llm
    /// What is sure is said at once from this machine; the model goes on.
    case hybrid
    /// Whichever of these suits the turn.
    case adaptive
}

/// On whose behalf a reply is made; the session's driver fills it in, and nothing in the conversation looks at it.
package struct ReplyCaller: Sendable, Equatable, Codable {
    /// Everything on this machine that needs no key.
    package static let localAccount = "local"

    package var account = Self.localAccount
    /// Who within the account, where the client says so.
    package var person: String?
    package var session = ""
    /// Whether the machine has too much to do.
    package var isBusy = false

    package init() {}
}
