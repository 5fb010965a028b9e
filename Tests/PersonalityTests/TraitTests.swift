import Personality
import Testing

@Suite struct TraitTests {
    @Test func everyTraitIsFoundByItsName() {
        #expect(Trait.allCases.allSatisfy { Trait(rawValue: $0.rawValue) == $0 })
        #expect(Trait.allCases.count == 7)
    }
}
