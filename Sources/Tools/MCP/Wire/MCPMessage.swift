package import Wire

/// One JSON-RPC 2.0 message, as the Model Context Protocol uses them: parameters are objects, and no id is null.
package enum MCPMessage: Sendable, Equatable {
    case request(MCPRequestID, method: String, parameters: JSONValue)
    case notification(method: String, parameters: JSONValue)
    case result(MCPRequestID, JSONValue)
    /// Without an id where the peer could not even read the request's.
    case failure(MCPRequestID?, MCPError)

    /// What was no message, and whom to tell.
    package struct Malformed: Error, Sendable, Equatable {
        package var id: MCPRequestID?
        package var error: MCPError

        /// The answer to it.
        package var answer: MCPMessage { .failure(id, error) }
    }

    package init(_ value: JSONValue) throws(Malformed) {
        guard case .object(let members) = value else {
            throw Malformed(error: MCPError(.invalidRequest, "A message must be a JSON object."))
        }
        let id = MCPRequestID(members["id"])
        func malformed(_ message: String) -> Malformed { Malformed(id: id, error: MCPError(.invalidRequest, message)) }
        guard members["jsonrpc"] == "2.0" else { throw malformed("jsonrpc must be \"2.0\".") }
        if let named = members["method"] {
            guard let method = named.string else { throw malformed("method must be a string.") }
            let parameters = members["params"] ?? [:]
            guard case .object = parameters else { throw malformed("params must be an object.") }
            guard members["id"] != nil else {
                self = .notification(method: method, parameters: parameters)
                return
            }
            guard let id else { throw malformed("id must be a string or a whole number.") }
            self = .request(id, method: method, parameters: parameters)
        } else if let error = members["error"] {
            guard case .object = error, let code = error["code"]?.integer, let message = error["message"]?.string else {
                throw malformed("error must have a code and a message.")
            }
            guard id != nil || members["id"] ?? .null == .null else { throw malformed("id must be a string or a whole number.") }
            self = .failure(id, MCPError(number: code, message, data: error["data"]))
        } else if let result = members["result"] {
            guard let id else { throw malformed("id must be a string or a whole number.") }
            guard case .object = result else { throw malformed("result must be an object.") }
            self = .result(id, result)
        } else {
            throw malformed("A message must have a method, a result or an error.")
        }
    }

    package var json: JSONValue {
        switch self {
        case .request(let id, let method, let parameters):
            ["jsonrpc": "2.0", "id": id.json, "method": .string(method), "params": parameters]
        case .notification(let method, let parameters): ["jsonrpc": "2.0", "method": .string(method), "params": parameters]
        case .result(let id, let result): ["jsonrpc": "2.0", "id": id.json, "result": result]
        case .failure(let id, let error): ["jsonrpc": "2.0", "id": id?.json ?? .null, "error": error.json]
        }
    }
}
