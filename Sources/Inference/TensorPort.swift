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
    /// Every dimension as it is used, also where the model leaves it open; empty for a single number.
    package var shape: [Int]

    package init(_ name: String, _ element: TensorElement = .float32, _ shape: [Int]) {
        self.name = name
        self.element = element
        self.shape = shape
    }

    /// Elements of the tensor.
    package var count: Int { shape.reduce(1, *) }

    var byteCount: Int { count * element.byteCount }
}
