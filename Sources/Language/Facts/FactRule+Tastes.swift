/// Likes, habits and plans, and what is said with "my".
extension FactRule {
    static let tastes: [FactRule] = [
        FactRule(
            "likes", .liked, "like %", isList: true, opposite: ("dislikes", "do not like %"), "(like|love|enjoy|adore) {words}",
            "am (into|fond of|keen on|crazy about|mad about|passionate about|obsessed with|interested in) {words}",
            "am (a|an) [big|huge|great|massive|real] fan of {words}", "have a soft spot for {words}"),
        FactRule(
            "dislikes", .liked, "dislike %", isList: true, "(hate|dislike|detest|despise|loathe) {words}",
            "can not (stand|bear|abide) {words}"),
        FactRule("prefers", .liked, "prefer %", "prefer {words}"),
        FactRule("habit", .habit, "%", wantsTime: true, "{words}"),
        FactRule("plan", .deed, "plan to %", "(am planning|plan|am going) to {words}", "am hoping to {words}"),
        FactRule("plan", .going, "be %", wantsTime: true, "am {words}"),
        FactRule("plan", .event, "have %", wantsTime: true, "have [got] {words}"),
        FactRule("plan", .deed, "will %", wantsTime: true, "will {words}", "am going to {words}"),
    ]

    /// What is only said as something not done.
    static let denials: [FactRule] = [
        FactRule("diet.avoids", .food, "do not eat or drink %", isList: true, "(eat|drink) {words}")
    ]

    /// What says that something is over.
    static let endings: [FactRule] = [
        FactRule(
            "work.employer", .organisation, "work for %", "(left|quit|lost) my [job|position|role] at {words}",
            "(resigned|retired) from {words}", "(was|got) (fired|laid off|made redundant) (by|from) {words}", "have left {words}",
            "quit [working at] {words}"),
        FactRule("home.city", .place, "live in %", "(moved|have moved) (away from|out of) {words}"),
    ]

    /// Of what follows "my" or "my sister's".
    static let possessions: [FactRule] = [
        FactRule(
            "name", .name, "name is %", "[first|full|real|own] name is {name}", "name is {name} not {words}", "friends call me {name}"),
        FactRule(
            "birthday", .birthday, "birthday is on %", "birthday is [on|in] {words}", "birthday falls on {words}",
            "date of birth is {words}"),
        FactRule("work.role", .craft, "job is %", "job is {words}", "profession is {words}"),
        FactRule("work.employer", .organisation, "employer is %", "employer is {words}"),
        FactRule("home.address", .text, "address is %", "[home] address is {words}"),
        FactRule("home.city", .place, "home is in %", "home is in {words}", "(hometown|home town) is {words}"),
        FactRule("contact.phone", .digits, "phone number is %", "[phone|mobile|cell|telephone] number is {words}"),
        FactRule("contact.email", .email, "email address is %", "(email|mail) [address] is {words}"),
        FactRule("language.native", .language, "first language is %", "(native|first|mother) (language|tongue) is {words}"),
        FactRule("pronouns", .text, "pronouns are %", "pronouns are {words}"),
        FactRule("nationality", .nationality, "nationality is %", "nationality is {words}"),
        FactRule("blood_type", .text, "blood type is %", "blood (type|group) is {words}"),
        FactRule("shoe_size", .text, "shoe size is %", "shoe size is {words}"),
        FactRule("star_sign", .text, "star sign is %", "star sign is {words}"),
        FactRule("hobby", .liked, "hobbies include %", isList: true, "(hobby|hobbies|passion|passions) (is|are|include) {words}"),
        FactRule("goal", .deed, "goal is to %", "goal [this year|for this year|in life] is to {words}"),
        FactRule("age", .age, "age is %", "age is {number}"),
    ]
}
