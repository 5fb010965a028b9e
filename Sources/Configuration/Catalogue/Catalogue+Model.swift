extension Catalogue {
    static let model: [Setting] = [
        .text(
            "model.url", \.model.url, maximumBytes: 2_000, .restart,
            "Base address of an OpenAI-compatible server, such as http://127.0.0.1:8080/v1; empty uses no language model."),
        .text("model.name", \.model.name, maximumBytes: 200, .restart, "The model's name as the server knows it."),
        .text(
            "model.key_env", \.model.keyVariable, maximumBytes: 200, .restart,
            "Environment variable that holds the server's key; the key itself is never in a settings file. Empty sends none."),
        .list(
            "model.fallback_urls", \.model.fallbackURLs, maximumCount: 8, .restart,
            "Further servers, asked in this order where the ones before fail, also in the middle of an answer."),
        .list(
            "model.fallback_names", \.model.fallbackNames, maximumCount: 8, .restart,
            "Names of their models, in the same order; model.name where it is left out."),
        .list(
            "model.fallback_key_envs", \.model.fallbackKeyVariables, maximumCount: 8, .restart,
            "Environment variables of their keys, in the same order. A server is never sent another one's key."),
        .integer(
            "model.connect_timeout_ms", \.model.connectTimeoutMilliseconds, 50...60_000, .restart,
            "How long a connection may take, name look-up and TLS among it."),
        .integer(
            "model.first_token_timeout_ms", \.model.firstTokenTimeoutMilliseconds, 100...600_000, .restart,
            "How long a server may take to the first piece of its answer before another is asked. The assistant waits 8 s over all servers, 5 s in hybrid and "
                + "4 s in adaptive mode: what is left of that is shared by the servers still to be asked."),
        .integer(
            "model.token_timeout_ms", \.model.tokenTimeoutMilliseconds, 100...600_000, .restart,
            "How long it may be silent in the middle of an answer."),
        .number("model.input_price", \.model.inputPrice, 0...100_000, .restart, "Price of a million tokens read, in any currency."),
        .number(
            "model.cached_input_price", \.model.cachedInputPrice, 0...100_000, .restart,
            "Price of a million tokens that the server had read before."),
        .number("model.output_price", \.model.outputPrice, 0...100_000, .restart, "Price of a million tokens written."),
    ]
}
