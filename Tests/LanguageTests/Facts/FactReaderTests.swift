import Dialogue
import Language
import Testing

@Suite struct FactReaderTests {
    /// A Sunday.
    static let now = CivilTime(year: 2026, month: 11, day: 22, weekday: 0, hour: 9, minute: 30, second: 0)

    static func facts(_ text: String, after: [StatedFact] = []) throws -> [StatedFact] {
        try #require(FactReader(now: now)).read(text, after: after)
    }

    /// What is said, and each fact as `attribute=value`.
    static let stated: [(String, [String])] = [
        ("my name is anna", ["name=Anna"]),
        ("My name's Xanthe.", ["name=Xanthe"]),
        ("call me Jo", ["name=Jo"]),
        ("i live in leeds", ["home.city=Leeds"]),
        ("I'm living in New York these days", ["home.city=New York"]),
        ("hi coda my name is anna and i live in leeds", ["name=Anna", "home.city=Leeds"]),
        ("i live in leeds i work at the hospital", ["home.city=Leeds", "work.employer=the hospital"]),
        ("I moved to Leeds last year.", ["home.city=Leeds"]),
        ("we live in a small flat", ["home.kind=a small flat"]),
        ("i live alone", ["home.with=alone"]),
        ("I was born in Hull", ["birth.place=Hull"]),
        ("i was born in nineteen eighty five", ["birth.year=1985"]),
        ("my birthday is on the fourth of may", ["birthday=May 4"]),
        ("I grew up in Kerala", ["childhood.place=Kerala"]),
        ("i come from portugal originally", ["origin=Portugal"]),
        ("i am from portugal", ["origin=Portugal"]),
        ("I'm thirty four years old", ["age=34"]),
        ("i just turned forty", ["age=40"]),
        ("I work for Siemens", ["work.employer=Siemens"]),
        ("i work as a night nurse", ["work.role=night nurse"]),
        ("I'm a software engineer", ["work.role=software engineer"]),
        ("i am a teacher at hill school", ["work.role=teacher", "work.employer=Hill School"]),
        ("I'm retired now", ["work.status=retired"]),
        ("i work from home", ["work.place=home"]),
        ("I no longer work at Nokia", ["work.employer=Nokia"]),
        ("i do not live in york any more", ["home.city=York"]),
        ("I used to live in York", ["home.city=York"]),
        ("I lived in Paris until 2019", ["home.city=Paris"]),
        ("i have lived in oslo since 2019", ["home.city=Oslo"]),
        ("i study physics", ["study.subject=physics"]),
        ("my sister is called maria", ["family.sister.name=Maria"]),
        ("my sister's name is Maria", ["family.sister.name=Maria"]),
        ("my sister Maria lives in York", ["family.sister.name=Maria", "family.sister.home.city=York"]),
        ("my boss lives in york", ["work.boss.home.city=York"]),
        ("my mum works at the post office", ["family.mother.work.employer=the post office"]),
        ("My dad is a plumber.", ["family.father.work.role=plumber"]),
        ("my brother is called tom and he lives in rome", ["family.brother.name=Tom", "family.brother.home.city=Rome"]),
        ("i have a dog called rex", ["pet.kind=dog", "pet.dog.name=Rex"]),
        ("i have two brothers", ["family.brother.count=2"]),
        ("we have two cats called milo and luna", ["pet.cat.count=2", "pet.cat.name=Milo", "pet.cat.name=Luna"]),
        ("i have no children", ["family.child.count=0"]),
        ("my wife and i live in bath", ["home.city=Bath"]),
        ("i'm married to peter", ["family.partner.name=Peter"]),
        ("i am divorced", ["relationship=divorced"]),
        ("I like tea and rain", ["likes=tea", "likes=rain"]),
        ("i really love fish and chips", ["likes=fish and chips"]),
        ("I'm into hiking", ["likes=hiking"]),
        ("i do not like mushrooms", ["dislikes=mushrooms"]),
        ("i hate loud music", ["dislikes=loud music"]),
        ("I can't stand traffic", ["dislikes=traffic"]),
        ("i prefer coffee to tea", ["prefers=coffee to tea"]),
        ("my favourite colour is green", ["favourite.colour=green"]),
        ("my favorite color is blue", ["favourite.colour=blue"]),
        ("i am vegan", ["diet=vegan"]),
        ("I don't eat pork", ["diet.avoids=pork"]),
        ("i am allergic to peanuts and shellfish", ["allergy=peanuts", "allergy=shellfish"]),
        ("I have a nut allergy", ["allergy=nut"]),
        ("my son is allergic to eggs", ["family.son.allergy=eggs"]),
        ("i have diabetes", ["health=diabetes"]),
        ("I was diagnosed with asthma", ["health=asthma"]),
        ("i suffer from migraines", ["health=migraines"]),
        ("i speak french and a little german", ["language=French", "language=German"]),
        ("I'm learning Spanish", ["learning=Spanish"]),
        ("i play the piano", ["plays=piano"]),
        ("I drive a red van", ["owns=red van"]),
        ("i'm flying to rome on tuesday", ["plan=flying to rome"]),
        ("I have a dentist appointment tomorrow at nine", ["plan=a dentist appointment"]),
        ("my exam is on friday", ["plan=exam"]),
        ("i go to the gym every monday", ["habit=go to the gym every monday"]),
        ("i am trying to lose weight", ["goal=lose weight"]),
        ("i want to learn japanese", ["goal=learn Japanese"]),
        ("my native language is urdu", ["language.native=Urdu"]),
        ("my phone number is oh one one three four nine six", ["contact.phone=0113496"]),
        ("I think I like jazz", ["likes=jazz"]),
        ("as i said i live in hull", ["home.city=Hull"]),
        ("I told you I work at Tesco", ["work.employer=Tesco"]),
        ("remember that i am allergic to cats", ["allergy=cats"]),
        ("I live in Leeds, what's the weather like?", ["home.city=Leeds"]),
        ("anna lives in bristol", ["person.anna.home.city=Bristol"]),
        ("um so i uh live in derby", ["home.city=Derby"]),
    ]

    /// Sentences that state nothing of the person's.
    static let unstated = [
        "do I live in Leeds?", "do i live in leeds", "where do i live", "what is my name", "am i allergic to nuts",
        "is my sister called maria",
        "can you tell me where i live", "if i lived in york i would work at a bank", "if I were a teacher I'd be poor",
        "imagine i live in a castle", "suppose my name is bob and i am forty", "i wish i lived in rome", "i would like tea",
        "i'd love a coffee", "I could live in Spain", "i might move to leeds", "my boss said i live in leeds", "she thinks i like cats",
        "he says i am a teacher and i work at night", "\"I live in Paris\"", "she said \"I live in Paris\"",
        "play my favourite song", "call my sister", "set an alarm for nine", "remind me to call my sister anna",
        "tell my boss i live in leeds", "write an email saying i live in leeds and i work at the bank",
        "translate i am a teacher into french", "how do you say i live in leeds in french",
        "send a text to tom saying i am allergic to nuts",
        "i like it", "I like that one", "i love you", "i hate this", "I like the idea", "i like how you said that", "i am tired",
        "i'm hungry", "i am going to bed", "I'm going to sleep", "i am late", "I'm sorry", "i am not sure", "i am at work",
        "i live in fear", "i live in hope", "i work at night", "I work on Mondays with pleasure but what time is it", "i have a question",
        "i have a headache from you", "i need a new dog", "i want a cat", "i saw a dog called rex", "what if i am allergic to nuts",
        "does he know where i live", "my god it's cold", "my pleasure", "my bad", "you live in leeds", "they live in leeds",
        "the company i work for is big", "the city i live in is nice", "i don't think i like it", "do you think i like tea",
        "pretend my name is max", "act as if i am a doctor", "sing i like big trees", "what would you do if my dog was called rex",
        "i am thinking of you", "i'll be right back", "i have five minutes", "I have to go", "i had a dream i lived in rome",
        "he lives in leeds", "somebody lives in york", "i am a bit tired", "i'm a big baby", "I'm fine thanks", "no thanks",
        "should i move to leeds", "I asked whether my sister lives in York", "unless i am a nurse i cannot say", "i guess so",
        "people say my name is hard", "i don't know where i live", "the song goes i live in a yellow boat", "thank you very much",
        "i am 5 minutes late", "i'm looking for a dentist", "find a hotel near my home", "how old am i", "what time is my exam",
    ]

    @Test(arguments: stated) func whatIsStatedIsRead(_ text: String, _ expected: [String]) throws {
        #expect(try Self.facts(text).map { "\($0.attribute)=\($0.value)" } == expected)
    }

    @Test(arguments: unstated) func whatIsNotStatedIsNot(_ text: String) throws {
        #expect(try Self.facts(text).map { "\($0.attribute)=\($0.value)" } == [])
    }

    @Test(arguments: [
        ("i live in leeds", "They live in Leeds."), ("my sister lives in leeds", "Their sister lives in Leeds."),
        ("I'm a nurse", "They are a nurse."), ("my mum is an architect", "Their mother is an architect."),
        ("I used to live in York", "They used to live in York."), ("i no longer work at nokia", "They no longer work for Nokia."),
        ("i do not like fog", "They do not like fog."), ("i am 34", "They are 34 years old."),
        ("my brother has two dogs", "Their brother has 2 dogs."), ("i love my garden", "They like their garden."),
        ("i'm flying to rome on tuesday", "They are flying to rome on November 24, 2026."),
        ("I've lived in Oslo since 2019", "They live in Oslo (since 2019)."),
        ("my dog's name is Rex", "Their dog is called Rex."), ("my boss likes golf", "Their boss likes golf."),
        ("i am not allergic to nuts", "They are not allergic to nuts."),
        ("my son does not speak french", "Their son does not speak French."),
    ])
    func sentencesAreInTheThirdPerson(_ text: String, _ sentence: String) throws {
        #expect(try Self.facts(text).last?.sentence == sentence)
    }

    @Test(arguments: [
        ("i live in leeds", StatedFact.Standing.holds), ("i used to live in leeds", .past), ("i lived in leeds for two years", .past),
        ("i no longer live in leeds", .ended), ("i don't live in leeds anymore", .ended), ("i don't live in leeds", .denied),
        ("i quit my job at nokia", .ended), ("I stopped working at Nokia", .ended),
    ])
    func standings(_ text: String, _ standing: StatedFact.Standing) throws {
        #expect(try Self.facts(text).map(\.standing) == [standing])
    }

    @Test func daysAreRead() throws {
        let since = try #require(try Self.facts("I have lived in Oslo since 2019").first)
        #expect(since.from == CalendarDate(year: 2019, month: 1, day: 1) && since.until == nil)
        let years = try #require(try Self.facts("i have worked at tesco for five years").first)
        #expect(years.from == CalendarDate(year: 2021, month: 11, day: 22))
        let until = try #require(try Self.facts("i live in bath until may").first)
        #expect(until.until == CalendarDate(year: 2027, month: 5, day: 31) && until.standing == .holds)
        let past = try #require(try Self.facts("I lived in Paris until 2019").first)
        #expect(past.until == CalendarDate(year: 2019, month: 12, day: 31) && past.standing == .past)
        let plan = try #require(try Self.facts("i am visiting my aunt next tuesday").first)
        #expect(plan.attribute == "plan" && plan.from == CalendarDate(year: 2026, month: 11, day: 24))
        let moved = try #require(try Self.facts("i moved to leeds last year").first)
        #expect(moved.from == CalendarDate(year: 2025, month: 1, day: 1) && moved.until == nil)
    }

    @Test(arguments: [
        ("i live in york", "no, Leeds", "Leeds"), ("i live in york", "sorry i meant leeds", "Leeds"),
        ("i live in york", "not york leeds", "Leeds"),
        ("my name is hanna", "no it's anna", "Anna"), ("my name is hanna", "anna not hanna", "Anna"), ("i am 34", "no thirty five", "35"),
    ])
    func correctionsNeedNoMoreThanTheNewValue(_ first: String, _ second: String, _ value: String) throws {
        let facts = try Self.facts(second, after: try Self.facts(first))
        #expect(facts.map(\.value) == [value])
        let isCorrected = facts.allSatisfy(\.isCorrection)
        #expect(isCorrected)
        #expect(facts.first?.sentence.contains(value) == true)
    }

    @Test(arguments: ["no thanks", "no it is raining", "no", "sorry what", "no, I don't think so"])
    func whatIsNoValueCorrectsNothing(_ second: String) throws {
        #expect(try Self.facts(second, after: try Self.facts("i live in york")).isEmpty)
    }

    @Test func aWholeSentenceCorrectsToo() throws {
        let fact = try #require(try Self.facts("no i live in leeds").first)
        #expect(fact.isCorrection && fact.value == "Leeds")
    }

    @Test func namesOfSeveralDoNotContradictEachOther() {
        #expect(FactAttribute.isSingle("home.city") && FactAttribute.isSingle("family.sister.home.city"))
        #expect(
            FactAttribute.isSingle("name") && FactAttribute.isSingle("family.mother.name") && FactAttribute.isSingle("favourite.colour"))
        #expect(
            !FactAttribute.isSingle("family.sister.name") && !FactAttribute.isSingle("pet.dog.name") && !FactAttribute.isSingle("likes"))
        #expect(!FactAttribute.isSingle("diet.avoids") && FactAttribute.isSingle("family.brother.count"))
    }
}
