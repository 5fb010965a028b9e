/// One way to state a fact: what may be said of a subject, and what it says.
struct FactRule {
    /// Of predicates, whose verb is in the form of "I ...": "live in {words}".
    let phrases: [Phrase]
    let attribute: String
    let kind: FactValueKind
    /// The predicate of the sentence, with the verb's plain form first and "%" for the value: "live in %".
    let sentence: String
    /// What it states where it is denied; `nil`: that it is not so.
    let opposite: (attribute: String, sentence: String)?
    /// Whether it may name several values: "tea and coffee".
    let isList: Bool
    /// Whether only a day or habit makes it a fact.
    let wantsTime: Bool

    init(
        _ attribute: String, _ kind: FactValueKind, _ sentence: String, isList: Bool = false, opposite: (String, String)? = nil,
        wantsTime: Bool = false, _ notations: String...
    ) {
        self.attribute = attribute
        self.kind = kind
        self.sentence = sentence
        self.opposite = opposite
        self.isList = isList
        self.wantsTime = wantsTime
        phrases = notations.map(Phrase.init)
    }

    /// Of what is said after "I", and after "my sister" with its verb as after "I".
    static let predicates: [FactRule] = [
        FactRule(
            "name", .name, "be called %", "am (called|named) {name}", "go by {name}", "want to be called {name}", "prefer {name} as my name"
        ),
        FactRule(
            "home.city", .place, "live in %", "(live|reside) [over|up|down|out] in {words}", "am based in {words}", "based in {words}",
            "(moved|have moved|have just moved|relocated|have relocated) [back|over|here|house|down|up|out] to {words}",
            "(settled|have settled) [down] in {words}"),
        FactRule("home.address", .address, "live at %", "live at {words}"),
        FactRule("home.kind", .dwelling, "live in %", "live in {words}", "(moved|have moved) into {words}"),
        FactRule("home.with", .company, "live %", "live {words}"),
        FactRule("origin", .place, "come from %", "(come|am) from {words}"),
        FactRule("childhood.place", .place, "grew up in %", "(grew|grow) up in {words}", "was (raised|brought up) in {words}"),
        FactRule("birth.year", .year, "were born in %", "was born in {year}"),
        FactRule("birth.place", .place, "were born in %", "was born in {words}", "was born and raised in {words}"),
        FactRule("birthday", .birthday, "have their birthday on %", "was born on {words}"),
        FactRule(
            "work.employer", .organisation, "work for %", "work (at|for|with) {words}", "employed (at|by|with) {words}",
            "(started|have started|begin|began) [working|work|a job|a new job|my new job] (at|with|for) {words}",
            "(got|have|have got) a [new] job (at|with) {words}"),
        FactRule("work.role", .role, "be %", "am (a|an) {words}", "(became|have become) (a|an) {words}", "am {words}"),
        FactRule("work.role", .craft, "be %", "work as (a|an|the) {words}"),
        FactRule("work.role", .office, "be %", "am (the|a|an) {words}"),
        FactRule("work.role", .craft, "be in training as %", "am training (to be|as) (a|an) {words}"),
        FactRule("work.place", .workplace, "work from home", "work (from|at) {words}"),
        FactRule("work.status", .status, "be %", "am {words}", "am on {words}"),
        FactRule("study.subject", .subject, "study %", "study {words}", "study {words} at {words}", "am doing a degree in {words}"),
        FactRule("study.school", .school, "go to %", "(go to|study at|attend) {words}"),
        FactRule("age", .age, "be % years old", "am {number}", "am {number} years old", "am {number} years of age", "am aged {number}"),
        FactRule("age", .age, "be % years old", "(turned|just turned|have turned) {number}"),
        FactRule("family.partner.name", .name, "be married to %", "am (married|engaged) to {name}"),
        FactRule("relationship", .bond, "be %", "am {words}", "got {words}", "have been {words}"),
        FactRule("nationality", .nationality, "be %", "am {words}", "am (a|an) {words}"),
        FactRule("diet", .diet, "be %", "am [a|an] {words}"),
        FactRule("diet", .dietName, "keep to a % diet", "(am on|follow) (a|an|the) {words} diet", "eat {words}", "eat {words} food"),
        FactRule("diet.avoids", .food, "do not eat or drink %", isList: true, "avoid {words}", "can not (eat|drink|have) {words}"),
        FactRule("allergy", .thing, "be allergic to %", isList: true, "am allergic to {words}", "am intolerant (to|of) {words}"),
        FactRule("health", .thing, "suffer from %", isList: true, "suffer from {words}"),
        FactRule(
            "health", .thing, "have %", isList: true, "(was|am|have been|got) [just] diagnosed with {words}"),
        FactRule("health", .condition, "have %", isList: true, "have [got] {words}"),
        FactRule("health", .state, "be %", "am {words}"),
        FactRule("medication", .thing, "take % regularly", isList: true, "take {words} for my {words}", "take {words} for {words}"),
        FactRule("language", .language, "speak %", isList: true, "[can] speak {words}", "am fluent in {words}"),
        FactRule(
            "learning", .lesson, "be learning %", isList: true, "am (learning|teaching myself) {words}", "have started learning {words}"),
        FactRule("plays", .game, "play %", isList: true, "play [the] {words}"),
        FactRule("owns", .thing, "own %", "own {words}", "drive {words}"),
        FactRule("goal", .goal, "want to %", "want to {words}"),
        FactRule("goal", .attempt, "be trying to %", "am trying to {words}", "am working on {words}"),
        FactRule("goal", .thing, "be training for %", "am training for {words}"),
        FactRule("goal", .thing, "be saving up for %", "am saving [up|money] for {words}"),
    ]
}
