/// Grows with the skeleton.
enum Pending {}
