/// One parser of what comes from outside, as the fuzzer sees it. A run must end, and never crash; promises are checked by `precondition`.
struct FuzzTarget: Sendable {
    let name: String
    let run: @Sendable ([UInt8]) -> Void

    static let all: [FuzzTarget] = [wav, sound, events, json, session, frames, http, target, config, keys, secret, modelStream, html, mcp]
}
