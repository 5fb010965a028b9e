/// What a unit measures.
enum UnitKind: String, CaseIterable {
    case length
    case mass
    case volume
    case temperature
    case speed
    case area
    case time
    case data
    case energy
    case power
    case pressure
    case angle
    case fuel
}

/// A unit: how much of its kind's base unit it is, exactly.
struct Unit {
    let kind: UnitKind
    /// As it is said of several.
    let plural: String
    let singular: String
    let factor: CalculatorValue
    /// Added after the factor: degrees of temperature.
    var offset = BigRational.zero
    /// Whether it goes down as the base unit goes up: litres for a distance against a distance for a litre.
    var isInverse = false
}
