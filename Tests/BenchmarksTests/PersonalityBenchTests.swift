import Benchmarks
import Testing

@Suite struct PersonalityBenchTests {
    @Test("a quick run has every figure of the contract, within its bounds, and the same again but for the times")
    func contract() async throws {
        var settings = BenchSettings()
        settings.isQuick = true
        let bench = try Bench.named("personality")
        let figures = try await bench.run(settings) { _ in }.figures
        for scenario in ["style", "depth", "formality", "length"] {
            for suffix in ["", ".seen_wording", ".reserved"] {
                let interactions = try #require(figures["interactions.\(scenario)\(suffix)"])
                #expect((1.0...60.0).contains(interactions))
                for share in ["converged_share", "stability_share"] {
                    let value = try #require(figures["\(share).\(scenario)\(suffix)"])
                    #expect((0.0...1.0).contains(value))
                }
            }
        }
        #expect(figures["update_ms.p50"] != nil && figures["learning_ms.mean"] != nil && figures["trait_calculation_ms.mean"] != nil)
        let again = try await bench.run(settings) { _ in }.figures
        for (figure, value) in figures where figure.contains("interactions") || figure.contains("fitted") {
            #expect(again[figure] == value)
        }
    }
}
