import ByteIO

extension AuditReport {
    /// Refuses counts that no audit can have: below 0, above 2^53, or more than their denominator.
    ///
    /// A report read from a file is somebody's data. After this check its counts can be added and compared freely.
    func checkCounts(path: String) throws(AssayError) {
        func check(_ count: Int, _ name: String, atMost total: Int = 1 << 53) throws(AssayError) {
            guard count >= 0 && count <= total else {
                let expected = total == 1 << 53 ? "a count" : "at most \(total)"
                throw AssayError("has \(count) at \"\(name)\", expected \(expected); was it edited?", path: path)
            }
        }
        let all = summary
        try check(all.benchmarkPrompts, "summary.benchmark_prompts")
        try check(all.records, "summary.records")
        try check(all.textUnits, "summary.text_units")
        try check(all.distinctNgrams, "summary.distinct_ngrams")
        try check(all.shortPrompts, "summary.short_prompts", atMost: all.benchmarkPrompts)
        try check(all.matchedPrompts, "summary.matched_prompts", atMost: all.benchmarkPrompts)
        try check(all.contaminatedRecords, "summary.contaminated_records", atMost: all.records)
        try check(
            all.distinctContaminatedPrompts, "summary.distinct_contaminated_prompts", atMost: all.contaminatedRecords)
        try check(all.badRecords, "summary.bad_records", atMost: all.records)
        try check(all.recordsWithoutText, "summary.records_without_text", atMost: all.records)
        for row in byBenchmark {
            try check(row.prompts, "by_benchmark.prompts", atMost: all.benchmarkPrompts)
            try check(row.shortPrompts, "by_benchmark.short_prompts", atMost: row.prompts)
            try check(row.matchedPrompts, "by_benchmark.matched_prompts", atMost: row.prompts)
            try check(row.contaminatedRecords, "by_benchmark.contaminated_records", atMost: all.records)
        }
        for row in bySubset {
            try check(row.prompts, "by_subset.prompts", atMost: all.benchmarkPrompts)
            try check(row.shortPrompts, "by_subset.short_prompts", atMost: row.prompts)
            try check(row.matchedPrompts, "by_subset.matched_prompts", atMost: row.prompts)
            try check(row.contaminatedRecords, "by_subset.contaminated_records", atMost: all.records)
        }
        for row in bySource {
            try check(row.records, "by_source.records", atMost: all.records)
            try check(row.contaminatedRecords, "by_source.contaminated_records", atMost: row.records)
        }
        for row in sweep {
            try check(row.n, "sweep.n")
            try check(row.matchedPrompts, "sweep.matched_prompts", atMost: all.benchmarkPrompts)
            try check(row.contaminatedRecords, "sweep.contaminated_records", atMost: all.records)
        }
        for input in inputs {
            try check(input.bytes, "inputs.bytes")
            try check(input.textUnits, "inputs.text_units")
            try check(input.records, "inputs.records", atMost: all.records)
            try check(input.badRecords, "inputs.bad_records", atMost: input.records)
            try check(input.recordsWithoutText, "inputs.records_without_text", atMost: input.records)
            try check(input.contaminatedRecords, "inputs.contaminated_records", atMost: input.records)
            for field in input.fields { try check(field.textUnits, "inputs.fields.text_units") }
        }
    }
}
