/// A whole HTTP answer.
package struct HTTPAnswer: Sendable {
    package var status: Int
    /// Names in lower case, in the order of the answer.
    package var headers: [(String, String)]
    package var body: [UInt8]
    /// Where the answer is from, redirects followed.
    package var finalURL: String

    package init(status: Int, headers: [(String, String)] = [], body: [UInt8] = [], finalURL: String = "") {
        self.status = status
        self.headers = headers
        self.body = body
        self.finalURL = finalURL
    }

    /// The first value of a header; the name in lower case.
    package func header(_ name: String) -> String? { headers.first { $0.0 == name }?.1 }
}
