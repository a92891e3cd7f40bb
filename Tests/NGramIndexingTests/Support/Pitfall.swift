import Testing

@testable import NGramIndexing

/// A text and its tokens under each profile, as the rules of docs/matching.md and Python's `str`, `re` and `unicodedata` have them.
struct Pitfall: Sendable, CustomTestStringConvertible {
    var name: String
    var text: String
    var words: [TokenBytes]
    var skywork: [TokenBytes]
    var whitespace: [TokenBytes]

    init(
        _ name: String, _ text: String, words: [TokenBytes], skywork: [TokenBytes], whitespace: [TokenBytes]
    ) {
        (self.name, self.text, self.words, self.skywork, self.whitespace) = (name, text, words, skywork, whitespace)
    }

    var testDescription: String { name }
}

extension Pitfall {
    static let punctuation: [Pitfall] = [
        Pitfall("nothing", "", words: [], skywork: [], whitespace: []),
        Pitfall("separators alone", " \u{A}\u{9}.,", words: [], skywork: [], whitespace: [".,"]),
        Pitfall("a token that vanishes", "I am", words: ["i", "am"], skywork: ["am"], whitespace: ["i", "am"]),
        Pitfall("smart quotes", "“Don’t”", words: ["don", "t"], skywork: ["don"], whitespace: ["“don’t”"]),
        Pitfall(
            "no-break space", "New\u{A0}York", words: ["new", "york"], skywork: ["new", "york"],
            whitespace: ["new", "york"]),
        Pitfall(
            "line and paragraph separators", "a1\u{2028}b2\u{2029}c3\u{85}d4", words: ["a1", "b2", "c3", "d4"],
            skywork: ["a1", "b2", "c3", "d4"], whitespace: ["a1", "b2", "c3", "d4"]),
        Pitfall(
            "information separators", "a1\u{1C}b2\u{1F}c3", words: ["a1", "b2", "c3"], skywork: ["a1", "b2", "c3"],
            whitespace: ["a1", "b2", "c3"]),
        Pitfall(
            "soft hyphen", "con\u{AD}tam", words: ["contam"], skywork: ["con", "tam"], whitespace: ["con\u{AD}tam"]),
        Pitfall(
            "zero-width space and joiner", "ab\u{200B}cd\u{200D}ef", words: ["abcdef"], skywork: ["ab", "cd", "ef"],
            whitespace: ["ab\u{200B}cd\u{200D}ef"]),
        Pitfall("byte order mark", "\u{FEFF}one", words: ["one"], skywork: ["one"], whitespace: ["\u{FEFF}one"]),
        Pitfall(
            "underscore and apostrophe", "snake_case don't _ __", words: ["snake", "case", "don", "t"],
            skywork: ["snake_case", "don", "__"], whitespace: ["snake_case", "don't", "_", "__"]),
        Pitfall(
            "NUL and controls", "ab\u{0}cd\u{7F}ef", words: ["ab", "cd", "ef"], skywork: ["ab", "cd", "ef"],
            whitespace: ["ab\u{0}cd\u{7F}ef"]),
        Pitfall("a keycap", "1\u{FE0F}\u{20E3}", words: ["1\u{20E3}"], skywork: [], whitespace: ["1\u{FE0F}\u{20E3}"]),
        Pitfall(
            "emoji with joiners", "hi\u{1F469}\u{200D}\u{1F4BB}yo", words: ["hi", "yo"], skywork: ["hi", "yo"],
            whitespace: ["hi\u{1F469}\u{200D}\u{1F4BB}yo"]),
        Pitfall(
            "decimal point and thousands", "1,000.5", words: ["1", "000", "5"], skywork: ["000"],
            whitespace: ["1,000.5"]),
        Pitfall(
            "interlinear and replacement", "ab�cd", words: ["ab", "cd"], skywork: ["ab", "cd"], whitespace: ["ab�cd"]),
    ]

    static let letters: [Pitfall] = [
        Pitfall(
            "full width", "\u{FF21}\u{FF22}\u{FF23}\u{FF11}\u{FF12}", words: ["abc12"],
            skywork: ["\u{FF41}\u{FF42}\u{FF43}\u{FF11}\u{FF12}"],
            whitespace: ["\u{FF41}\u{FF42}\u{FF43}\u{FF11}\u{FF12}"]),
        Pitfall(
            "sharp s", "Straße STRASSE", words: ["strasse", "strasse"], skywork: ["straße", "strasse"],
            whitespace: ["straße", "strasse"]),
        Pitfall("capital sharp s", "STRAẞE", words: ["strasse"], skywork: ["straße"], whitespace: ["straße"]),
        Pitfall(
            "Turkish i", "\u{130}I ıi", words: ["i\u{307}i", "ıi"], skywork: ["ıi"], whitespace: ["i\u{307}i", "ıi"]),
        Pitfall(
            "final sigma folded", "ΟΔΟΣ οδος οδοσ", words: ["οδοσ", "οδοσ", "οδοσ"], skywork: ["οδος", "οδος", "οδοσ"],
            whitespace: ["οδος", "οδος", "οδοσ"]),
        Pitfall(
            "sigma in every place", "Σ ΣΑΣ ΑΣ. ΑΣ'Α ΑΣ' 1Σ ΣΣ Α\u{AD}Σ ΑΣ\u{301}Α",
            words: ["σ", "σασ", "ασ", "ασ", "α", "ασ", "1σ", "σσ", "ασ", "ασ\u{301}α"],
            skywork: ["σας", "ας", "ασ", "ας", "1σ", "σς", "ασ"],
            whitespace: ["σ", "σας", "ας.", "ασ'α", "ας'", "1σ", "σς", "α\u{AD}ς", "ασ\u{301}α"]),
        Pitfall(
            "NFC and NFD", "Caf\u{E9} Cafe\u{301}", words: ["caf\u{E9}", "caf\u{E9}"], skywork: ["caf\u{E9}", "cafe"],
            whitespace: ["caf\u{E9}", "cafe\u{301}"]),
        Pitfall(
            "marks out of order", "a\u{301}\u{323} a\u{323}\u{301} \u{1EA1}\u{301}",
            words: ["\u{1EA1}\u{301}", "\u{1EA1}\u{301}", "\u{1EA1}\u{301}"], skywork: [],
            whitespace: ["a\u{301}\u{323}", "a\u{323}\u{301}", "\u{1EA1}\u{301}"]),
        Pitfall(
            "a mark alone", "\u{301} \u{301}b", words: ["\u{301}", "\u{301}b"], skywork: [],
            whitespace: ["\u{301}", "\u{301}b"]),
        Pitfall(
            "iota below, U+0345", "α\u{345} α\u{345}\u{301} α\u{301}\u{345} \u{1FB3}",
            words: ["αι", "\u{3AC}ι", "\u{3AC}ι", "αι"], skywork: [],
            whitespace: ["α\u{345}", "α\u{345}\u{301}", "α\u{301}\u{345}", "\u{1FB3}"]),
        Pitfall(
            "ligatures", "\u{FB01}ne o\u{FB03}ce \u{FB05} \u{133}", words: ["fine", "office", "st", "ij"],
            skywork: ["\u{FB01}ne", "o\u{FB03}ce"], whitespace: ["\u{FB01}ne", "o\u{FB03}ce", "\u{FB05}", "\u{133}"]),
        Pitfall(
            "an Arabic ligature", "\u{FDFA}1", words: ["صلى", "الله", "عليه", "وسلم1"], skywork: ["\u{FDFA}1"],
            whitespace: ["\u{FDFA}1"]),
        Pitfall(
            "superscripts and Roman numerals", "x\u{B2} \u{2167}", words: ["x2", "viii"], skywork: ["x\u{B2}"],
            whitespace: ["x\u{B2}", "\u{2177}"]),
        Pitfall(
            "a vulgar fraction", "1\u{BD} cups", words: ["11", "2", "cups"], skywork: ["1\u{BD}", "cups"],
            whitespace: ["1\u{BD}", "cups"]),
        Pitfall(
            "a sign of several letters", "\u{2116}5 \u{2122} \u{2121}", words: ["no5", "tm", "tel"], skywork: [],
            whitespace: ["\u{2116}5", "\u{2122}", "\u{2121}"]),
        Pitfall(
            "the Kelvin and Angstrom signs", "\u{212A}\u{212B}", words: ["k\u{E5}"], skywork: ["k\u{E5}"],
            whitespace: ["k\u{E5}"]),
        Pitfall("Cherokee, folded upwards", "ꭰᎠ", words: ["ᎠᎠ"], skywork: ["ꭰꭰ"], whitespace: ["ꭰꭰ"]),
        Pitfall(
            "Devanagari with nukta", "\u{958} क\u{93C}", words: ["क\u{93C}", "क\u{93C}"], skywork: [],
            whitespace: ["\u{958}", "क\u{93C}"]),
    ]

    static let scripts: [Pitfall] = [
        Pitfall(
            "Chinese", "中文\u{FF0C}a漢b字", words: ["中", "文", "a", "漢", "b", "字"], skywork: ["中文", "a漢b字"],
            whitespace: ["中文\u{FF0C}a漢b字"]),
        Pitfall(
            "Chinese beyond the first plane", "\u{20000}\u{2F800}", words: ["\u{20000}", "丽"],
            skywork: ["\u{20000}\u{2F800}"], whitespace: ["\u{20000}\u{2F800}"]),
        Pitfall(
            "Japanese with marks", "か\u{3099}き \u{304C}", words: ["\u{304C}", "き", "\u{304C}"], skywork: [],
            whitespace: ["か\u{3099}き", "\u{304C}"]),
        Pitfall(
            "halfwidth katakana", "\u{FF76}\u{FF9E}\u{FF77} \u{FF8A}\u{FF9F}", words: ["\u{30AC}", "キ", "\u{30D1}"],
            skywork: ["\u{FF76}\u{FF9E}\u{FF77}", "\u{FF8A}\u{FF9F}"],
            whitespace: ["\u{FF76}\u{FF9E}\u{FF77}", "\u{FF8A}\u{FF9F}"]),
        Pitfall(
            "a squared word", "\u{3300}", words: ["ア", "\u{30D1}", "ー", "ト"], skywork: [], whitespace: ["\u{3300}"]),
        Pitfall(
            "Thai", "น\u{E49}\u{E33}ก\u{E34}น", words: ["น\u{E49}\u{E4D}", "า", "ก\u{E34}", "น"], skywork: ["\u{E33}ก"],
            whitespace: ["น\u{E49}\u{E33}ก\u{E34}น"]),
        Pitfall(
            "Thai, composed otherwise", "น\u{E4D}\u{E49}า", words: ["น\u{E4D}\u{E49}", "า"], skywork: [],
            whitespace: ["น\u{E4D}\u{E49}า"]),
        Pitfall(
            "Khmer", "ខ\u{17D2}ម\u{17C2}រ", words: ["ខ\u{17D2}", "ម\u{17C2}", "រ"], skywork: [],
            whitespace: ["ខ\u{17D2}ម\u{17C2}រ"]),
        Pitfall(
            "Burmese", "မ\u{103C}န\u{103A}မ\u{102C}", words: ["မ\u{103C}", "န\u{103A}", "မ\u{102C}"], skywork: [],
            whitespace: ["မ\u{103C}န\u{103A}မ\u{102C}"]),
        Pitfall(
            "Burmese, composed", "ဥ\u{102E} \u{1026}", words: ["\u{1026}", "\u{1026}"], skywork: [],
            whitespace: ["ဥ\u{102E}", "\u{1026}"]),
        Pitfall(
            "Hangul syllables and jamo", "한글 \u{1112}\u{1161}\u{11AB}\u{1100}\u{1173}\u{11AF} 가\u{11A8}",
            words: ["한글", "한글", "각"], skywork: ["한글", "\u{1112}\u{1161}\u{11AB}\u{1100}\u{1173}\u{11AF}", "가\u{11A8}"],
            whitespace: ["한글", "\u{1112}\u{1161}\u{11AB}\u{1100}\u{1173}\u{11AF}", "가\u{11A8}"]),
        Pitfall(
            "a Hangul filler", "\u{1100}\u{1160}\u{1161}", words: ["\u{1100}\u{1161}"],
            skywork: ["\u{1100}\u{1160}\u{1161}"], whitespace: ["\u{1100}\u{1160}\u{1161}"]),
        Pitfall(
            "compatibility jamo", "\u{3131}\u{314F} \u{FFA1}\u{FFC2}", words: ["가", "가"],
            skywork: ["\u{3131}\u{314F}", "\u{FFA1}\u{FFC2}"], whitespace: ["\u{3131}\u{314F}", "\u{FFA1}\u{FFC2}"]),
        Pitfall("Thai digits and Latin", "๑๒a", words: ["๑", "๒", "a"], skywork: ["๑๒a"], whitespace: ["๑๒a"]),
    ]
}
