import Testing

@testable import NGramIndexing

@Suite("Pitfalls of text")
struct PitfallTests {
    @Test(
        "Each has the tokens that its profiles' rules give",
        arguments: Pitfall.punctuation + Pitfall.letters + Pitfall.scripts)
    func tokens(_ pitfall: Pitfall) {
        let text = Array(pitfall.text.utf8)
        for (profile, expected) in [
            (Profile.words, pitfall.words), (.skywork, pitfall.skywork), (.whitespace, pitfall.whitespace),
        ] {
            var tokenizer = Tokenizer(profile: profile)
            let placed = tokenizer.placedTokens(text)
            #expect(placed.map(\.token) == expected, "\(profile.name)")
            #expect(NaiveTokenizer.tokens(pitfall.text, profile) == expected, "the naive tokeniser, \(profile.name)")
            #expect(fault(in: placed, of: text, &tokenizer) == nil)
            // What was tokenised before leaves no trace.
            #expect(tokenizer.placedTokens(text) == placed)
        }
    }
}
