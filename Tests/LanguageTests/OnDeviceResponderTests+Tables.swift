import Language
import Testing

/// What the calendar and the calculator answer.
extension OnDeviceResponderTests {
    static let dates: [(String, String)] = [
        ("what day is it", "Today is Saturday, November 21, 2026."), ("what's the date", "Today is Saturday, November 21, 2026."),
        ("what's today's date", "Today is Saturday, November 21, 2026."),
        ("what is the date today", "Today is Saturday, November 21, 2026."),
        ("what day of the week is it", "Today is Saturday, November 21, 2026."),
        ("tell me the date please", "Today is Saturday, November 21, 2026."),
        ("i need to know what the date is today", "Today is Saturday, November 21, 2026."),
        ("which day is it today", "Today is Saturday, November 21, 2026."),
        ("what day is tomorrow", "Tomorrow is Sunday, November 22, 2026."),
        ("what's the date tomorrow", "Tomorrow is Sunday, November 22, 2026."),
        ("what is tomorrow's date", "Tomorrow is Sunday, November 22, 2026."),
        ("what day was yesterday", "Yesterday was Friday, November 20, 2026."),
        ("what day is the day after tomorrow", "The day after tomorrow is Monday, November 23, 2026."),
        ("what day is it in three days", "In three days, that will be Tuesday, November 24, 2026."),
        ("what date is in two weeks", "In two weeks, that will be Saturday, December 5, 2026."),
        ("in 2 days, what date will it be", "In 2 days, that will be Monday, November 23, 2026."),
        ("what is the date in 256 days", "In 256 days, that will be Wednesday, August 4, 2027."),
        ("what day was it ten days ago", "Ten days ago, that was Wednesday, November 11, 2026."),
        ("what day is christmas", "Christmas Day is Friday, December 25, 2026."),
        ("when is christmas", "Christmas Day is Friday, December 25, 2026."),
        ("what day does christmas fall on this year", "Christmas Day is Friday, December 25, 2026."),
        ("when is easter", "Easter Sunday is Sunday, March 28, 2027."),
        ("when is thanksgiving", "Thanksgiving in the United States is Thursday, November 26, 2026."),
        ("when is new year's eve", "New Year's Eve is Thursday, December 31, 2026."),
        ("when is halloween", "Halloween is Sunday, October 31, 2027."),
        ("what day is the fourth of july", "July 4 is Sunday, July 4, 2027."),
        ("what day is december twenty fifth", "December 25 is Friday, December 25, 2026."),
        ("what day is 2026-11-22", "That is Sunday, November 22, 2026."),
        ("what day was july twentieth nineteen sixty nine", "July 20, 1969 was Sunday, July 20, 1969."),
        ("what date is next friday", "Next Friday is Friday, November 27, 2026."),
        ("how many days until christmas", "Christmas Day is in 34 days, on Friday, December 25, 2026."),
        ("how long is it until tomorrow", "Tomorrow is tomorrow, Sunday, November 22, 2026."), ("what year is it", "It is the year 2026."),
        ("what month is it", "It is November 2026."), ("is 2028 a leap year", "2028 is a leap year."),
        ("is twenty twenty six a leap year", "2026 is not a leap year."),
        ("is it monday", "No, today is Saturday, November 21, 2026."),
        ("is it saturday today", "Yes, today is Saturday, November 21, 2026."),
        ("is tomorrow a weekday", "No, it is Sunday, November 22, 2026."),
    ]

    @Test("days are found in the calendar", arguments: dates)
    func date(text: String, expected: String) { #expect(reply(text).text == expected) }

    static let sums: [(String, String)] = [
        ("what is two plus two", "2 plus 2 is 4."), ("what's twenty five plus seventeen", "25 plus 17 is 42."), ("2+2", "2 plus 2 is 4."),
        ("What is 2 + 2?", "2 plus 2 is 4."), ("1,000 - 1", "1,000 minus 1 is 999."), ("what is ten minus twenty", "10 minus 20 is -10."),
        ("what is minus five plus three", "Minus 5 plus 3 is -2."), ("-5 + 3", "Minus 5 plus 3 is -2."),
        ("how much is six times seven", "6 times 7 is 42."),
        ("what is 4 x 4", "4 times 4 is 16."), ("what is 750 divided by 5", "750 divided by 5 is 150."),
        ("one hundred divided by three", "100 divided by 3 is about 33.333."),
        ("what is one divided by eight", "1 divided by 8 is 0.125."),
        ("what is ten divided by zero", "I cannot divide by zero: no number is the answer."),
        ("divide ten by zero", "I cannot divide by zero: no number is the answer."),
        ("0/0", "I cannot divide by zero: no number is the answer."),
        ("what is fifteen percent of eighty", "15% of 80 is 12."), ("what is 38% of 389209", "38% of 389,209 is 147,899.42."),
        ("what's 30% off 235", "30% off 235 is 164.5."),
        ("two hundred plus ten percent", "200 plus 10% is 220."), ("what is the square root of 144", "The square root of 144 is 12."),
        ("square root of two", "The square root of 2 is about 1.414."),
        ("what is the square root of minus four", "A negative number has no real square root."),
        ("the cube root of twenty seven", "The cube root of 27 is 3."), ("what is half of ninety", "Half of 90 is 45."),
        ("a quarter of two hundred", "A quarter of 200 is 50."),
        ("three quarters of eighteen", "Three quarters of 18 is 13.5."), ("what is 3/4 of 18", "3/4 of 18 is 13.5."),
        ("what is two to the power of ten", "2 to the power of 10 is 1,024."),
        ("what is 10 to the 12th power", "10 to the power of 12 is 1,000,000,000,000."), ("nine squared", "9 squared is 81."),
        ("three cubed", "3 cubed is 27."),
        ("what is 2^100", "2 to the power of 100 is about 1.268 times 10 to the power of 30."),
        ("what is two plus three times four", "2 plus 3 times 4 is 14."),
        ("zero point one plus zero point two", "0.1 plus 0.2 is 0.3."), ("three point five times two", "3.5 times 2 is 7."),
        ("twice twelve", "Twice 12 is 24."),
        ("add five and eighty nine", "5 plus 89 is 94."), ("can you subtract thirty six from five", "5 minus 36 is -31."),
        ("multiply 45 by 23", "45 times 23 is 1,035."),
        ("divide 100 by 20", "100 divided by 20 is 5."), ("how many times does eight go into two thousand", "2,000 divided by 8 is 250."),
        ("the sum of four and nine", "4 plus 9 is 13."), ("what is an 18 percent tip on 20 dollars", "18% of 20 is 3.6."),
        ("what is to plus two", "2 plus 2 is 4."),
        ("what is five plus for", "5 plus 4 is 9."), ("two million times three million", "2,000,000 times 3,000,000 is 6,000,000,000,000."),
        ("five factorial", "5 factorial is 120."),
        ("a hundred and five plus one", "105 plus 1 is 106."), ("what is 562 times 400", "562 times 400 is 224,800."),
        ("how much is one half plus one third", "0.5 plus 0.3333 is about 0.8333."),
        ("9 ^ 999999", "That number is too large for me."), ("2000 factorial", "That number is too large for me."),
        ("what is 7 mod 3", "7 modulo 3 is 1."),
    ]

    @Test("sums are worked out and said back", arguments: sums)
    func arithmetic(text: String, expected: String) { #expect(reply(text).text == expected) }
}
