/// Why a client's message is refused, in the protocol's own terms.
package struct WireError: Error, Sendable, Equatable {
    package var code: String
    /// Says what to do; never holds what a person said.
    package var message: String
    /// The member at fault, such as "session.audio.input.format.rate".
    package var parameter: String?

    package init(code: String, message: String, parameter: String? = nil) {
        self.code = code
        self.message = message
        self.parameter = parameter
    }
}
