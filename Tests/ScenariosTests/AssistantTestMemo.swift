import Wire

/// The intents' part of what an assistant remembers.
enum AssistantTestMemo {
    static func understanding(_ memo: String) -> String {
        (try? JSONValue.parse(Array(memo.utf8)))?["understanding"]?.string ?? ""
    }
}
