import Benchmark
import ByteIO
import DatasetIO
import NGramIndexing

/// The stages of an audit, one by one, over the same made-up shard: each on what the stage before it made of it.
///
/// Figures are of a batch or of the whole shard, whose sizes are printed first. Seconds differ from machine to machine;
/// the instructions, where the machine counts them, hardly do.
let benchmarks = { @Sendable in
    Benchmark.defaultConfiguration = .init(
        metrics: [.wallClock, .instructions, .throughput], warmupIterations: 2,
        maxDuration: .seconds(3), maxIterations: 1000)

    let input: Input
    do {
        input = try Input()
    } catch {
        fatalError("the benchmarks' input cannot be made: \(error)")
    }

    for (name, path) in [("plain", input.plainPath), ("zstd", input.zstdPath), ("gzip", input.gzipPath)] {
        Benchmark("decode: \(name), the shard") { benchmark in
            var buffer = [UInt8](repeating: 0, count: 1 << 20)
            for _ in benchmark.scaledIterations {
                let stream = try ByteStream(path: path)
                while try stream.read(into: &buffer, at: 0) > 0 {}
                blackHole(buffer[0])
            }
        }
    }

    Benchmark("decode and split into records: zstd, the shard") { benchmark in
        var batch = RecordBatch()
        for _ in benchmark.scaledIterations {
            let reader = try ShardReader(
                shard: Shard(name: "shard", path: input.zstdPath), selection: RecordSelection())
            while try reader.nextBatch(into: &batch) { blackHole(batch.records.count) }
        }
    }

    // What an audit does with its index before the first record, in a process that runs already.
    for (name, index) in [("one item", input.smallIndex), ("300 thousand n-grams", input.largeIndex)] {
        Benchmark("open an index and probe it once, \(name)") { benchmark in
            let text = Array("a record of more than eight words that nobody has written down before".utf8)
            for _ in benchmark.scaledIterations {
                try search([text], in: NGramIndex(path: index.path), for: 0..<1)
            }
        }
    }

    Benchmark("parse records, a batch") { benchmark in
        var parser = RecordParser(selection: RecordSelection())
        for _ in benchmark.scaledIterations {
            parser.parse(input.batch)
            blackHole(parser.units.count)
        }
    }

    for (name, texts) in input.texts {
        Benchmark("hash with XXH3-64, \(name)") { benchmark in
            for _ in benchmark.scaledIterations {
                for text in texts { blackHole(XXH3.hash64(text.span)) }
            }
        }

        // With an index of one item the filter says no at once: what is left is tokenising and hashing.
        Benchmark("tokenise and hash, \(name)") { benchmark in
            try search(texts, in: input.smallIndex, for: benchmark.scaledIterations)
        }

        Benchmark("tokenise, hash and probe 300 thousand n-grams, \(name)") { benchmark in
            try search(texts, in: input.largeIndex, for: benchmark.scaledIterations)
        }
    }
}

/// Looks for candidates in every text, as an audit does with every text unit.
private func search(_ texts: [[UInt8]], in index: NGramIndex, for iterations: Range<Int>) throws {
    var matcher = RecordMatcher(index: index, cache: IndexedTextCache(), matchesShortTexts: false)
    for _ in iterations {
        for text in texts { blackHole(try matcher.match(text.span, unitRanges: [0..<text.count])) }
    }
}
