internal import CCurl

/// The server a URL names, as libcurl reads it: what is checked is then what is connected to.
package struct HTTPOrigin: Equatable {
    package let scheme: String
    /// Lower case, without brackets.
    package let host: String
    package let port: String

    /// `nil` where libcurl would not take the URL, or it is not of HTTP, or it holds a user name or password.
    package init?(_ url: String) {
        guard let handle = unsafe curl_url() else { return nil }
        defer { unsafe curl_url_cleanup(handle) }
        guard unsafe curl_url_set(handle, CURLUPART_URL, url, UInt32(CURLU_DISALLOW_USER)) == CURLUE_OK else { return nil }
        func part(_ part: CURLUPart, _ flags: Int32) -> String? {
            var text: UnsafeMutablePointer<CChar>?
            guard unsafe curl_url_get(handle, part, &text, UInt32(flags)) == CURLUE_OK, let text = unsafe text else { return nil }
            defer { unsafe curl_free(text) }
            return unsafe String(cString: text)
        }
        guard let scheme = part(CURLUPART_SCHEME, 0), scheme == "http" || scheme == "https",
            let host = part(CURLUPART_HOST, CURLU_URLDECODE), !host.isEmpty, let port = part(CURLUPART_PORT, CURLU_DEFAULT_PORT)
        else { return nil }
        self.scheme = scheme
        self.host = (host.hasPrefix("[") ? String(host.dropFirst().dropLast()) : host).lowercased()
        self.port = port
    }
}
