/// A drawing of figures as an SVG document: bars, or lines over a number.
///
/// It brings its own background in both themes, so that it can be read on any page.
struct Plot: Sendable {
    enum Content: Sendable {
        /// Groups of bars, one bar a series; `nil` where a series has nothing to show.
        case bars(groups: [String], series: [(name: String, values: [Double?])])
        /// Points by their x; x is drawn evenly spaced, value by value.
        case lines([(name: String, points: [(x: Double, y: Double)])])
    }

    let title: String
    /// What is drawn along the figures' axis, unit included.
    let unit: String
    /// What is drawn along the other one; empty for bars.
    var across = ""
    let content: Content

    private static let width = 760.0
    private static let left = 96.0
    private static let right = 24.0
    private static let top = 56.0
    private static let colours = ["s0", "s1", "s2", "s3"]

    var svg: String {
        switch content {
        case .bars(let groups, let series): bars(groups, series)
        case .lines(let lines): chart(lines)
        }
    }

    // MARK: Bars

    /// Lying bars: names of any length have room beside them.
    private func bars(_ groups: [String], _ series: [(name: String, values: [Double?])]) -> String {
        let labels = 14 + 7.2 * Double(groups.map(\.count).max() ?? 0)
        let thickness = 14.0
        let group = Double(series.count) * thickness + 12
        let height = Self.top + Double(groups.count) * group + 56
        let bottom = height - 48
        let axis = Axis(series.flatMap { $0.values.compactMap { $0 } }, from: labels, to: Self.width - Self.right - 40)
        var parts = grid(axis.ticks.map { (axis.place($0), $0) }, isUpright: true, from: Self.top, to: bottom)
        for (row, name) in groups.enumerated() {
            let y = Self.top + Double(row) * group + 6
            parts.append(Self.text(name, labels - 8, y + group / 2 - 2, anchor: "end"))
            for (index, one) in series.enumerated() {
                guard let value = one.values[row] else { continue }
                let start = y + Double(index) * thickness
                let end = axis.place(value)
                let colour = Self.colours[index % Self.colours.count]
                parts.append(
                    "<rect class=\"\(colour)\" x=\"\(Self.number(labels))\" y=\"\(Self.number(start))\" "
                        + "width=\"\(Self.number(max(1, end - labels)))\" height=\"\(Self.number(thickness - 2))\"/>")
                parts.append(Self.text(FigureText.of(value), end + 4, start + 10, anchor: "start", style: "small"))
            }
        }
        parts.append(Self.text(unit, (labels + Self.width - Self.right) / 2, height - 14, anchor: "middle"))
        return document(height, parts + legend(series.map(\.name)))
    }

    // MARK: Lines

    private func chart(_ lines: [(name: String, points: [(x: Double, y: Double)])]) -> String {
        let height = 380.0
        let bottom = height - 64
        let places = Set(lines.flatMap { $0.points.map(\.x) }).sorted()
        let step = (Self.width - Self.left - Self.right - 20) / Double(max(1, places.count - 1))
        func x(_ value: Double) -> Double { Self.left + 10 + step * Double(places.firstIndex(of: value) ?? 0) }
        let axis = Axis(lines.flatMap { $0.points.map(\.y) }, from: bottom, to: Self.top)
        var parts = grid(axis.ticks.map { (axis.place($0), $0) }, isUpright: false, from: Self.left, to: Self.width - Self.right)
        for place in places { parts.append(Self.text(FigureText.of(place), x(place), bottom + 18, anchor: "middle", style: "small")) }
        for (index, line) in lines.enumerated() {
            let colour = Self.colours[index % Self.colours.count]
            let points = line.points.sorted { $0.x < $1.x }.map { (x($0.x), axis.place($0.y)) }
            let path = points.map { "\(Self.number($0.0)),\(Self.number($0.1))" }.joined(separator: " ")
            parts.append("<polyline class=\"line \(colour)\" points=\"\(path)\"/>")
            for point in points {
                parts.append("<circle class=\"\(colour)\" cx=\"\(Self.number(point.0))\" cy=\"\(Self.number(point.1))\" r=\"3.5\"/>")
            }
        }
        parts.append(Self.text(across, (Self.left + Self.width - Self.right) / 2, height - 14, anchor: "middle"))
        let middle = Self.number((Self.top + bottom) / 2)
        parts.append(
            "<text x=\"16\" y=\"\(middle)\" transform=\"rotate(-90 16 \(middle))\" text-anchor=\"middle\">\(Self.escape(unit))</text>")
        return document(height, parts + legend(lines.map(\.name)))
    }

    // MARK: Parts

    private func grid(_ ticks: [(place: Double, value: Double)], isUpright: Bool, from: Double, to: Double) -> [String] {
        ticks.flatMap { place, value in
            let at = Self.number(place)
            let (start, end) = (Self.number(from), Self.number(to))
            return isUpright
                ? [
                    "<line class=\"grid\" x1=\"\(at)\" x2=\"\(at)\" y1=\"\(start)\" y2=\"\(end)\"/>",
                    Self.text(FigureText.of(value), place, to + 16, anchor: "middle", style: "small"),
                ]
                : [
                    "<line class=\"grid\" x1=\"\(start)\" x2=\"\(end)\" y1=\"\(at)\" y2=\"\(at)\"/>",
                    Self.text(FigureText.of(value), from - 8, place + 4, anchor: "end", style: "small"),
                ]
        }
    }

    private func legend(_ names: [String]) -> [String] {
        guard names.count > 1 else { return [] }
        var x = Self.width - Self.right
        return names.enumerated().reversed().flatMap { index, name in
            x -= 24 + 7.2 * Double(name.count)
            let colour = Self.colours[index % Self.colours.count]
            return [
                "<rect class=\"\(colour)\" x=\"\(Self.number(x))\" y=\"36\" width=\"10\" height=\"10\"/>",
                Self.text(name, x + 14, 45, anchor: "start", style: "small"),
            ]
        }
    }

    private func document(_ height: Double, _ parts: [String]) -> String {
        let size = "width=\"\(Self.number(Self.width))\" height=\"\(Self.number(height))\""
        return """
            <svg xmlns="http://www.w3.org/2000/svg" \(size) viewBox="0 0 \(Self.number(Self.width)) \(Self.number(height))" role="img">
            <title>\(Self.escape(title))</title>
            <style>
            .page { fill: #ffffff } text { font: 13px system-ui, sans-serif; fill: #1f2328 } .small { font-size: 11px } .head { font-size: 15px; font-weight: 600 }
            .grid { stroke: #d1d9e0; stroke-width: 1 } .line { fill: none; stroke-width: 2 }
            .s0 { fill: #0969da; stroke: #0969da } .s1 { fill: #bc4c00; stroke: #bc4c00 } .s2 { fill: #1a7f37; stroke: #1a7f37 } .s3 { fill: #8250df; stroke: #8250df }
            .line.s0, .line.s1, .line.s2, .line.s3 { fill: none }
            @media (prefers-color-scheme: dark) {
            .page { fill: #0d1117 } text { fill: #e6edf3 } .grid { stroke: #3d444d }
            .s0 { fill: #4493f8; stroke: #4493f8 } .s1 { fill: #f0883e; stroke: #f0883e } .s2 { fill: #3fb950; stroke: #3fb950 } .s3 { fill: #ab7df8; stroke: #ab7df8 }
            }
            </style>
            <rect class="page" width="100%" height="100%" rx="6"/>
            \(Self.text(title, 16, 26, anchor: "start", style: "head"))
            \(parts.joined(separator: "\n"))
            </svg>

            """
    }

    private static func text(_ text: String, _ x: Double, _ y: Double, anchor: String, style: String = "") -> String {
        let style = style.isEmpty ? "" : " class=\"\(style)\""
        return "<text\(style) x=\"\(number(x))\" y=\"\(number(y))\" text-anchor=\"\(anchor)\">\(escape(text))</text>"
    }

    /// A tenth of a pixel is fine enough.
    private static func number(_ value: Double) -> String { FigureText.of((value * 10).rounded() / 10) }

    static func escape(_ text: String) -> String {
        text.reduce(into: "") { escaped, character in
            switch character {
            case "&": escaped += "&amp;"
            case "<": escaped += "&lt;"
            case ">": escaped += "&gt;"
            case "\"": escaped += "&quot;"
            default: escaped.append(character)
            }
        }
    }
}
