/// What can be a person's name, and how it is written.
enum PersonalName {
    /// One to three words, none of which is an everyday word.
    static func isPlausible(_ words: ArraySlice<String>) -> Bool {
        (1...3).contains(words.count)
            && words.allSatisfy { word in
                !everyday.contains(word) && word.count > 1 && word.allSatisfy { $0.isLetter || $0 == "'" || $0 == "-" }
                    && !NumberWords.counts(word)
            }
    }

    /// Whether a word is so common as a given name that "i'm ..." introduces a person.
    static func isCommon(_ word: String) -> Bool { common.contains(word) }

    /// In capitals as names are written; a spelling with capitals inside is the person's own and stays.
    static func written(_ originals: ArraySlice<String>) -> String {
        originals.map { original in
            let isMixed = original.contains(where: \.isUppercase) && original.contains(where: \.isLowercase)
            return isMixed ? original : capitalised(original.lowercased())
        }.joined(separator: " ")
    }

    private static func capitalised(_ word: String) -> String {
        if word.hasPrefix("mc"), word.count > 3 { return "Mc" + word.dropFirst(2).capitalisedFirst }
        var start = true
        return String(
            word.map { letter -> Character in
                defer { start = letter == "'" || letter == "-" }
                return start ? letter.uppercased().first ?? letter : letter
            })
    }

    private static let everyday: Set<String> = set(
        """
        a an the this that these those some any no not never i me my mine you your yours he him his she her hers it its we us our they them
        their is am are was were be been being do does did done has have had having will would can could should may might must to of in on at
        for from by with without about into over under up down off out and or but if because so then than as when where why how who whom what
        which yes yeah yep nope ok okay please thanks hello hi hey bye goodbye sorry here there now today tomorrow tonight yesterday later
        soon again always ever just only really very too much many more most little few all both each every other another same such back
        tired happy sad hungry thirsty bored busy ready sick ill fine good bad great well late early home alone afraid scared angry mad lost
        sure certain glad cold hot warm old young new big small long short tall right wrong true false real going coming leaving trying
        looking talking speaking calling asking thinking working waiting listening done finished drunk wondering feeling doing getting using
        having making taking sitting standing running driving eating driving sleeping joking kidding important irrelevant secret unknown
        private confidential difficult hard easy funny stupid silly boring called spelled name names nickname someone something anything
        nothing everyone nobody somebody taxi cab ambulance doctor police uber car maybe after before until while during time timer minute
        minutes hour hours day days week month year morning evening night afternoon set start stop cancel tell say know want need like love
        hate think see hear get give make take put go come let use find work try call ask sir madam
        weather music light lights number phone mom mum dad mother father boss by tho though still already also instead different else
        """)

    private static let common: Set<String> = set(
        """
        james john robert michael william david richard joseph thomas charles christopher daniel matthew anthony donald steven paul andrew
        joshua kenneth kevin brian george edward ronald timothy jason jeffrey ryan jacob gary nicholas eric jonathan stephen larry justin
        scott brandon benjamin samuel gregory frank alexander raymond patrick jack dennis jerry tyler aaron jose adam nathan henry douglas
        zachary peter kyle walter ethan jeremy harold keith christian roger noah gerald carl terry sean austin arthur lawrence jesse dylan
        bryan joe jordan billy bruce albert willie gabriel logan alan juan wayne roy ralph randy eugene vincent russell elijah louis bobby
        philip johnny mary patricia jennifer linda elizabeth barbara susan jessica sarah karen lisa nancy betty margaret sandra ashley
        kimberly emily donna michelle carol amanda dorothy melissa deborah stephanie rebecca sharon laura cynthia kathleen amy angela
        shirley anna brenda pamela emma nicole helen samantha katherine christine debra rachel carolyn janet catherine maria heather diane
        ruth julie olivia joyce virginia victoria kelly lauren christina joan evelyn judith megan andrea cheryl hannah jacqueline martha
        gloria teresa ann sara madison frances kathryn janice jean abigail alice julia judy sophia denise amber doris marilyn danielle
        isabella theresa diana natalie brittany charlotte marie kayla alexis lori mike dave bob jim tom steve chris matt dan tony sam ben
        alex max leo oscar lucas liam oliver mia lily lucy sophie ella eva eve lena clara martin simon stefan felix jonas paula kate katie
        jane jenny anne claire ian neil colin graham nigel ahmed ali omar fatima mohammed muhammad priya raj wei ming yuki kenji carlos luis
        miguel diego sofia elena ivan olga igor natasha pierre marc luca marco giulia hans klaus fritz heidi greta ingrid lars
        """)

    private static func set(_ text: String) -> Set<String> {
        Set(text.split(whereSeparator: \.isWhitespace).map(String.init))
    }
}
