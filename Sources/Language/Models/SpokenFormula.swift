/// Reads a formula in LaTeX's notation aloud, as far as that is short.
enum SpokenFormula {
    private static let commands: [String: String] = [
        "times": " times ", "cdot": " times ", "div": " divided by ", "pm": " plus or minus ", "approx": " is about ", "neq": " is not ",
        "leq": " is at most ", "le": " is at most ", "geq": " is at least ", "ge": " is at least ", "infty": " infinity ", "pi": " pi ",
        "alpha": " alpha ", "beta": " beta ", "gamma": " gamma ", "theta": " theta ", "lambda": " lambda ", "mu": " mu ",
        "sigma": " sigma ",
        "sum": " the sum of ", "int": " the integral of ", "to": " to ", "rightarrow": " to ", "sqrt": " the square root of ",
        "degree": " degrees ",
        "circ": " degrees ", "percent": " percent ",
    ]

    static func text(_ formula: String) -> String {
        var output = ""
        var rest = Array(formula)[...]
        read(&rest, into: &output, depth: 0)
        return " " + output.split(whereSeparator: \.isWhitespace).joined(separator: " ") + " "
    }

    private static func read(_ rest: inout ArraySlice<Character>, into output: inout String, depth: Int) {
        while let next = rest.popFirst() {
            switch next {
            case "}": if depth > 0 { return }
            case "{": group(&rest, into: &output, depth: depth)
            case "\\": command(&rest, into: &output, depth: depth)
            case "^": power(&rest, into: &output, depth: depth)
            case "_": output += " "
            case "=": output += " equals "
            case "+": output += " plus "
            case "-": output += " minus "
            case "*": output += " times "
            case "/": output += " over "
            case "<": output += " is less than "
            case ">": output += " is more than "
            case "$", "&": output += " "
            default: output.append(next)
            }
        }
    }

    private static func group(_ rest: inout ArraySlice<Character>, into output: inout String, depth: Int) {
        guard depth < 16 else { return }
        read(&rest, into: &output, depth: depth + 1)
    }

    private static func power(_ rest: inout ArraySlice<Character>, into output: inout String, depth: Int) {
        var exponent = ""
        if rest.first == "{" {
            rest = rest.dropFirst()
            group(&rest, into: &exponent, depth: depth)
        } else if let one = rest.popFirst() {
            exponent = String(one)
        }
        switch exponent {
        case "2": output += " squared "
        case "3": output += " cubed "
        default: output += " to the power of \(exponent) "
        }
    }

    private static func command(_ rest: inout ArraySlice<Character>, into output: inout String, depth: Int) {
        let name = String(rest.prefix { $0.isLetter })
        rest = rest.dropFirst(name.count)
        guard !name.isEmpty else {
            if let next = rest.popFirst(), !",;!: ".contains(next) { output.append(next) } else { output += " " }
            return
        }
        if name == "frac" || name == "dfrac" || name == "tfrac", depth < 16 {
            for part in 0..<2 where rest.first == "{" {
                rest = rest.dropFirst()
                group(&rest, into: &output, depth: depth)
                if part == 0 { output += " over " }
            }
            return
        }
        output += commands[name] ?? " "
    }
}
