/// A zone's rules as the system has them (TZif, RFC 8536): how far local time is ahead of UTC at an instant.
struct TimeZoneFile {
    private static let folder = "/usr/share/zoneinfo"
    private var changes: [Int] = []
    private var kinds: [Int] = []
    private var offsets: [Int] = []
    private let footer: PosixZone?

    /// Reads a zone by its name, such as "Europe/Rome", a city's name or "local"; `nil` where there is none.
    static func named(_ name: String) -> (zone: TimeZoneFile, name: String)? {
        let plain = String(ArgumentRepair.trimmed(name))
        if plain.lowercased() == "local" { return TimeZoneFile(path: "/etc/localtime").map { ($0, "local") } }
        if ["utc", "gmt", "z", "zulu"].contains(plain.lowercased()) { return TimeZoneFile(path: folder + "/UTC").map { ($0, "UTC") } }
        let wanted = plain.split(separator: " ").joined(separator: "_")
        guard !wanted.isEmpty, wanted.utf8.count <= 40,
            wanted.allSatisfy({ $0.isASCII && ($0.isLetter || $0.isNumber || "_-+/".contains($0)) })
        else { return nil }
        if wanted.contains("/"), let zone = TimeZoneFile(path: "\(folder)/\(wanted)") { return (zone, wanted) }
        let city = wanted.split(separator: "/").last.map { $0.lowercased() } ?? ""
        for line in SmallFile.text(folder + "/tzdata.zi", limit: 1 << 20).split(separator: "\n")
        where line.hasPrefix("Z ") || line.hasPrefix("L ") {
            let words = line.split(separator: " ")
            guard words.count > 2 else { continue }
            let known = line.hasPrefix("Z ") ? words[1] : words[2]
            guard known.split(separator: "/").last?.lowercased() == city, let zone = TimeZoneFile(path: "\(folder)/\(known)") else {
                continue
            }
            return (zone, String(known))
        }
        return nil
    }

    private init?(path: String) {
        let bytes = SmallFile.bytes(path, limit: 1 << 20)
        guard let first = Header(bytes[...]), bytes.count >= 44 + first.size(of: 4) else { return nil }
        // The second part has 64-bit times.
        let rest = bytes.dropFirst(44 + first.size(of: 4))
        guard bytes[4] >= UInt8(ascii: "2"), let header = Header(rest), rest.count >= 44 + header.size(of: 8) else { return nil }
        var place = rest.startIndex + 44
        for _ in 0..<header.times {
            changes.append(Int(truncatingIfNeeded: rest[place..<place + 8].reduce(UInt64(0)) { $0 << 8 | UInt64($1) }))
            place += 8
        }
        kinds = rest[place..<place + header.times].map(Int.init)
        place += header.times
        for _ in 0..<header.kinds {
            offsets.append(Int(Int32(truncatingIfNeeded: rest[place..<place + 4].reduce(UInt32(0)) { $0 << 8 | UInt32($1) })))
            place += 6
        }
        place += header.rest(of: 8)
        footer = PosixZone(String(decoding: rest[place...], as: UTF8.self).split(separator: "\n").first.map(String.init) ?? "")
        guard !offsets.isEmpty, kinds.allSatisfy({ $0 < offsets.count }) else { return nil }
    }

    private struct Header {
        let counts: [Int]
        var times: Int { counts[3] }
        var kinds: Int { counts[4] }

        init?(_ bytes: ArraySlice<UInt8>) {
            guard bytes.count >= 44, bytes.prefix(4).elementsEqual("TZif".utf8) else { return nil }
            let numbers = bytes.dropFirst(20).prefix(24)
            counts = (0..<6).map { index in numbers.dropFirst(index * 4).prefix(4).reduce(0) { $0 << 8 | Int($1) } }
            guard counts.allSatisfy({ $0 < 10_000 }) else { return nil }
        }

        /// Bytes of the part, where a time has so many.
        func size(of time: Int) -> Int { times * (time + 1) + kinds * 6 + rest(of: time) }
        /// Names, leap seconds and indicators.
        func rest(of time: Int) -> Int { counts[5] + counts[2] * (time + 4) + counts[1] + counts[0] }
    }

    /// Seconds ahead of UTC at an instant in seconds since 1970.
    func offset(at instant: Int) -> Int {
        if changes.last.map({ instant >= $0 }) ?? true, let footer { return footer.offset(at: instant) }
        let next = changes.firstIndex { $0 > instant } ?? changes.count
        return next == 0 ? offsets[0] : offsets[kinds[next - 1]]
    }

    /// The instant of a local time in seconds as if it were UTC. A time that a change skips is taken as it was before; one that comes twice is the first.
    func instant(local: Int) -> Int {
        let early = local - offset(at: local - 86_400)
        if early + offset(at: early) == local { return early }
        let late = local - offset(at: local + 86_400)
        return late + offset(at: late) == local ? late : early
    }
}
