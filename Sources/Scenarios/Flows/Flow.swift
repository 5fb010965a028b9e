package import Configuration
package import Dialogue
package import Language
package import Tools
package import Wire

/// A conversation of several turns as it was written down: what the person says, and what must be true of each answer.
package struct Flow: Sendable {
    package var file: String
    package var title: String
    package var mode: AnswerMode?
    package var person: String?
    /// Whether the replies are spoken; otherwise they are read.
    package var speaks = true
    /// How long a language model may take to its first word, in real time: a model that hangs is given up after so long.
    package var patience = Duration.milliseconds(50)
    package var clientTools: [ClientTool] = []
    package var tools: [ServerTool] = []
    /// The language model's answers, in order; `nil` where there is no model.
    package var model: [ModelTurn]?
    package var standing = ModelStanding(firstWord: 0.2)
    package var turns: [Turn] = []

    /// A function of the client's, and what it gives back, call after call; the last one again and again.
    package struct ClientTool: Sendable, Equatable {
        package var name: String
        package var summary: String
        package var parameters: JSONValue
        package var outputs: [JSONValue]
    }

    /// A tool of the server's whose results are written down, in the place of a real one of the same name.
    package struct ServerTool: Sendable, Equatable {
        package enum Result: Sendable, Equatable {
            case output(JSONValue, speech: String?)
            case failure(ToolFailure)
        }

        package var definition: ToolDefinition
        package var results: [Result]
    }

    package enum ModelTurn: Sendable, Equatable {
        case events([ModelEvent])
        /// It says nothing at all.
        case silence
    }

    package struct Turn: Sendable {
        package var place: TextPlace
        package var input: Input
        package var checks: [Check] = []
        /// What must be mended before all of these hold; until then one of them must not.
        package var awaits: String?
    }

    package enum Input: Sendable, Equatable {
        case typed(String)
        /// Spoken by a voice, and heard by the recogniser.
        case spoken(String, voice: String)
        case wait(Duration)

        /// What is heard of it.
        var clip: Scenario.Clip? { if case .spoken(let text, let voice) = self { .say(text, voice: voice) } else { nil } }
    }

    package struct Check: Sendable {
        package var place: TextPlace
        package var kind: Kind

        package enum Kind: Sendable, Equatable {
            /// All of these are in the reply, whatever the case of the letters.
            case contains([String])
            case any([String])
            case lacks([String])
            case empty(Bool)
            /// It ends as a question.
            case asks(Bool)
            case intent(String)
            case way(String)
            /// The server's calls, in order; those that were prepared only are none.
            case calls([Call])
            case clientCalls([Call])
            /// What the language model was asked last.
            case promptContains([String])
            case promptLacks([String])
        }
    }

    package struct Call: Sendable, Equatable {
        package var name: String
        /// Those that matter.
        package var arguments: [String: JSONValue]
        /// Within what it gave back.
        package var output: String?

        package init(name: String, arguments: [String: JSONValue] = [:], output: String? = nil) {
            self.name = name
            self.arguments = arguments
            self.output = output
        }
    }

    /// Whether the recogniser is needed.
    package var isSpoken: Bool { turns.contains { $0.input.clip != nil } }
}
