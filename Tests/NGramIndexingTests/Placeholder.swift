import Testing

@testable import NGramIndexing
