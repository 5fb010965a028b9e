internal import Network
internal import Wire

extension HTTPResponse {
    /// The protocol's error object.
    static func refusal(
        _ status: Int, _ code: String, _ message: String, _ headers: [(name: String, value: String)] = [],
        type: String = "invalid_request_error", parameter: String? = nil
    ) -> HTTPResponse {
        let error: JSONValue = [
            "type": .string(type), "code": .string(code), "message": .string(message), "param": parameter.map(JSONValue.string) ?? .null,
        ]
        return HTTPResponse(status: status, headers: headers, body: (["error": error] as JSONValue).bytes)
    }
}
