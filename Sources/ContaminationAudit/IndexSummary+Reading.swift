import ByteIO
import NGramIndexing

extension IndexSummary {
    /// What an open index says of itself.
    init(_ index: NGramIndex) throws(AssayError) {
        let parts = try index.parts().sorted {
            ReportWords.precedes([$0.benchmark, $0.subset, $0.split], [$1.benchmark, $1.subset, $1.split])
        }
        self.init(
            formatVersion: index.formatVersion, fingerprint: index.fingerprint.hex, profile: index.profile.name,
            n: index.n, bytes: index.fileByteCount, prompts: index.itemCount, shortPrompts: index.shortItemCount,
            promptsWithoutTokens: index.itemsWithoutTokensCount, texts: index.itemTextCount,
            distinctTexts: index.textCount, tokens: index.tokenCount, distinctNgrams: index.distinctNGramCount,
            parts: parts.map {
                Part(
                    benchmark: $0.benchmark, subset: $0.subset, split: $0.split, prompts: $0.itemCount,
                    shortPrompts: $0.shortItemCount)
            },
            sections: index.sectionByteCounts.map { Section(name: $0.name, bytes: $0.byteCount) })
    }
}
