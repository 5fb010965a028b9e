extension Page {
    static let html = "<!doctype html><title>Coda</title>"
}
