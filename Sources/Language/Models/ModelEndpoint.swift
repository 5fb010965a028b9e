internal import Network

/// One server that speaks OpenAI's chat completions, and what is expected of it.
package struct ModelEndpoint: Sendable {
    /// Money for a million tokens.
    package struct Prices: Sendable, Equatable {
        package var input: Double
        package var cachedInput: Double
        package var output: Double

        package init(input: Double = 0, cachedInput: Double? = nil, output: Double = 0) {
            self.input = input
            self.cachedInput = cachedInput ?? input
            self.output = output
        }
    }

    /// For people and metrics.
    package var name: String
    /// Such as `http://127.0.0.1:8080/v1`; `/chat/completions` is added where it is missing.
    package var url: String
    package var model: String
    /// Sent as a bearer token; never shown.
    package var key: String?
    package var connectTimeout: Duration
    /// From the request to the first piece of the answer, thoughts among them.
    package var firstTokenTimeout: Duration
    /// From one piece to the next.
    package var tokenTimeout: Duration
    package var prices: Prices

    package init(
        name: String, url: String, model: String, key: String? = nil, connectTimeout: Duration = .seconds(3),
        firstTokenTimeout: Duration = .seconds(15), tokenTimeout: Duration = .seconds(10), prices: Prices = Prices()
    ) {
        self.name = name
        self.url = url
        self.model = model
        self.key = key
        self.connectTimeout = connectTimeout
        self.firstTokenTimeout = firstTokenTimeout
        self.tokenTimeout = tokenTimeout
        self.prices = prices
    }

    private var base: String {
        var base = url
        while base.hasSuffix("/") { base.removeLast() }
        return base.hasSuffix("/chat/completions") ? String(base.dropLast("/chat/completions".count)) : base
    }

    var completions: String { base + "/chat/completions" }
    var models: String { base + "/models" }

    /// Whether it runs on this machine, as far as its address tells.
    package var isLocal: Bool { HTTPOrigin(url).map { LoopbackAddress.matches($0.host) } ?? false }

    func cost(_ usage: ModelUsage) -> Double {
        let fresh = Double(usage.input - usage.cachedInput) * prices.input
        return (fresh + Double(usage.cachedInput) * prices.cachedInput + Double(usage.output) * prices.output) / 1e6
    }
}
