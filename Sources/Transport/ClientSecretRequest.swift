package import Wire

/// The body of `POST /v1/realtime/client_secrets`.
package struct ClientSecretRequest {
    package var configuration: SessionConfiguration
    package var seconds: Int

    static let largestBody = 32 << 10

    /// - Parameter configuration: the settings of a session that asks for none.
    package init(parsing body: [UInt8], configuration: SessionConfiguration, seconds: Int, voices: [String]) throws(WireError) {
        self.configuration = configuration
        self.seconds = seconds
        let request = body.isEmpty ? [:] : try JSONValue.parse(body)
        guard case .object = request else { throw WireError(code: "invalid_value", message: "The body must be a JSON object.") }
        if let session = request["session"], session != .null {
            guard case .object = session else { throw Self.invalid("session", "expected an object.") }
            if let model = session["model"], model != .null {
                guard let name = model.string else { throw Self.invalid("session.model", "expected a string.") }
                self.configuration.model = name
            }
            try self.configuration.update(session, voices: voices)
        }
        guard let life = request["expires_after"], life != .null else { return }
        guard case .object = life else { throw Self.invalid("expires_after", "expected an object.") }
        guard life["anchor"] ?? "created_at" == "created_at" else { throw Self.invalid("expires_after.anchor", "use \"created_at\".") }
        guard let asked = life["seconds"], asked != .null else { return }
        let range = DoorPolicy.clientSecretLife
        guard let asked = asked.integer, range.contains(asked) else {
            throw Self.invalid("expires_after.seconds", "expected a whole number from \(range.lowerBound) to \(range.upperBound).")
        }
        self.seconds = asked
    }

    private static func invalid(_ parameter: String, _ message: String) -> WireError {
        WireError(code: "invalid_value", message: "Invalid \(parameter): \(message)", parameter: parameter)
    }
}
