internal import Glibc

/// Where tests find recordings that are lent to the project, never committed.
package enum TestData {
    /// The folder named by `CODA_TEST_DATA`, else `../shared/data` beside the package; `nil` where neither is there.
    package static var folder: String? {
        let named = unsafe getenv("CODA_TEST_DATA").map { unsafe String(cString: $0) }
        let candidate = named ?? packageFolder + "/../shared/data"
        return unsafe access(candidate + "/MANIFEST.md", R_OK) == 0 ? candidate : nil
    }

    /// Why a test that needs recordings is skipped; shown by the test runner.
    package static let absent = "no lent recordings: set CODA_TEST_DATA to their folder"

    /// The package's root, from this file's place in it.
    package static let packageFolder: String = {
        var parts = #filePath.split(separator: "/", omittingEmptySubsequences: false)
        parts.removeLast(3)
        return parts.joined(separator: "/")
    }()

    /// Where `make models` puts models and libraries.
    package static let deps = packageFolder + "/.deps"
}
