internal import Glibc

/// What this process itself takes.
enum ProcessMemory {
    static var residentKilobytes: Double { ProcessFile.residentKilobytes(of: getpid()) }
}
