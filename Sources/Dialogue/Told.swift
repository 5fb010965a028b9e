/// An option whose value may itself be "none": recorded as a list, so that `.some(nil)` does not become `nil`.
@propertyWrapper
package struct Told<Value: Sendable & Equatable & Codable>: Sendable, Equatable, Codable {
    package var wrappedValue: Value??

    package init(wrappedValue: Value??) { self.wrappedValue = wrappedValue }

    package init(from decoder: any Decoder) throws { wrappedValue = try decoder.singleValueContainer().decode([Value?].self).first }

    package func encode(to encoder: any Encoder) throws {
        var container = encoder.singleValueContainer()
        try container.encode(wrappedValue.map { [$0] } ?? [])
    }
}
