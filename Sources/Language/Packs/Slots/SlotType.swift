/// What kind of thing a slot takes.
package enum SlotType: String, Sendable, CaseIterable {
    case number, integer, ordinal, percent, amount, unit, money
    case date, time, datetime, duration
    case text, name, list, choice
    case yesNo = "yes_no"

    /// How many words it may take.
    var lengths: ClosedRange<Int> {
        switch self {
        case .yesNo, .unit: 1...4
        case .name: 1...3
        case .ordinal: 1...4
        case .integer, .number: 1...10
        case .percent, .amount, .money, .date, .time: 1...12
        case .datetime, .duration: 1...14
        case .choice: 1...6
        case .text, .list: 1...40
        }
    }

    /// Whether any words will do, so that what stands around it must say where it ends.
    var isOpen: Bool { self == .text || self == .list }

    /// A value that makes a sentence of an example.
    var sample: String {
        switch self {
        case .number, .integer: "five"
        case .ordinal: "second"
        case .percent: "ten percent"
        case .amount: "five kilometers"
        case .unit: "miles"
        case .money: "twenty dollars"
        case .date: "tomorrow"
        case .time: "nine am"
        case .datetime: "tomorrow at nine"
        case .duration: "ten minutes"
        case .text: "something"
        case .name: "anna"
        case .list: "milk and bread"
        case .choice: "one"
        case .yesNo: "yes"
        }
    }
}
