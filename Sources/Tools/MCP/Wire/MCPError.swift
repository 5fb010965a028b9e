package import Wire

/// An error as JSON-RPC answers it.
package struct MCPError: Error, Sendable, Equatable {
    package var code: Int
    package var message: String
    package var data: JSONValue?

    package init(_ code: Code, _ message: String, data: JSONValue? = nil) {
        self.init(number: code.rawValue, message, data: data)
    }

    package init(number: Int, _ message: String, data: JSONValue? = nil) {
        code = number
        self.message = message
        self.data = data
    }

    package enum Code: Int, Sendable, CaseIterable {
        case parse = -32_700
        case invalidRequest = -32_600
        case methodNotFound = -32_601
        case invalidParameters = -32_602
        case internalError = -32_603
        /// The peer has too much to do.
        case busy = -32_000
        /// A header says something else than the message.
        case headerMismatch = -32_020
        case unsupportedRevision = -32_022

        /// The HTTP status it is answered with where each request stands for itself.
        package var status: Int {
            switch self {
            case .parse, .invalidRequest, .invalidParameters, .headerMismatch, .unsupportedRevision: 400
            case .methodNotFound: 404
            case .busy: 429
            case .internalError: 200
            }
        }
    }

    /// Its HTTP status, where each request stands for itself.
    package var status: Int { Code(rawValue: code)?.status ?? 200 }

    package var json: JSONValue {
        (["code": .integer(code), "message": .string(message)] as JSONValue).merging(["data": data])
    }
}
