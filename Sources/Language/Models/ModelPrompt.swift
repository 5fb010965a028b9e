/// Everything a language model is given for one answer.
package struct ModelPrompt: Sendable, Equatable {
    package enum Message: Sendable, Equatable {
        case system(String)
        case user(String)
        /// What was answered; `text` may be empty where only calls were made.
        case assistant(text: String, calls: [Call])
        /// What the call `id` gave back.
        case result(id: String, name: String, output: String)
    }

    package struct Call: Sendable, Equatable {
        package var id: String
        package var name: String
        /// A JSON object.
        package var arguments: String

        package init(id: String, name: String, arguments: String) {
            self.id = id
            self.name = name
            self.arguments = arguments
        }
    }

    package struct Function: Sendable, Equatable {
        package var name: String
        package var summary: String
        /// JSON Schema of the arguments, as JSON.
        package var parameters: String

        package init(name: String, summary: String, parameters: String) {
            self.name = name
            self.summary = summary
            self.parameters = parameters
        }
    }

    package enum Choice: Sendable, Equatable {
        case auto
        case none
        case required
        case function(String)
    }

    /// In order: instructions first, what changes from turn to turn last, so that a server's cache of prompts fits.
    package var messages: [Message]
    package var functions: [Function]
    package var choice: Choice
    /// Of the answer; the endpoint's own limit where `nil`.
    package var maximumTokens: Int?
    package var temperature: Double?
    package var stop: [String]
    package var seed: Int?
    /// How long the first sign of the answer may take, over all endpoints; `nil` leaves it to their own limits.
    package var firstWordWithin: Duration?

    package init(
        messages: [Message], functions: [Function] = [], choice: Choice = .auto, maximumTokens: Int? = nil, temperature: Double? = nil,
        stop: [String] = [], seed: Int? = nil, firstWordWithin: Duration? = nil
    ) {
        self.messages = messages
        self.functions = functions
        self.choice = choice
        self.maximumTokens = maximumTokens
        self.temperature = temperature
        self.stop = stop
        self.seed = seed
        self.firstWordWithin = firstWordWithin
    }
}
