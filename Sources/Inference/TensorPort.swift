/// What a tensor is made of. Raw values are ONNX's own numbers.
package enum TensorElement: Int32, Sendable {
    case float32 = 1
    case int64 = 7

    var byteCount: Int { self == .float32 ? 4 : 8 }
}

/// One input or output of a model, with the shape it is used in.
package struct TensorPort: Sendable, Equatable {
    package var name: String
    package var element: TensorElement
    /// Every dimension as it is used for one row, also where the model leaves it open; empty for a single number.
    package var shape: [Int]
    /// The dimension that several rows share a run by, of size 1 in `shape`; `nil` where all rows use the same values.
    package var batchAxis: Int?

    package init(_ name: String, _ element: TensorElement = .float32, _ shape: [Int], batchAxis: Int? = nil) {
        precondition(batchAxis.map { shape[$0] == 1 } ?? true, "a row is one of its batch")
        self.name = name
        self.element = element
        self.shape = shape
        self.batchAxis = batchAxis
    }

    func shape(rows: Int) -> [Int] {
        var shape = shape
        if let batchAxis { shape[batchAxis] = rows }
        return shape
    }

    /// Elements of the tensor for so many rows.
    func count(rows: Int) -> Int { shape(rows: rows).reduce(1, *) }

    func byteCount(rows: Int) -> Int { count(rows: rows) * element.byteCount }
}
