import CAllocator

/// How the process gets memory from the system.
package enum ProcessMemory {
    /// Makes the allocator return buffers of 2 MiB and more to the system when they are freed.
    ///
    /// By itself glibc keeps what was freed once and raises that limit as it goes, so that the peak creeps up with the
    /// number of shards, each of which opens a decoder with a window of its own. Pages of Parquet, of some 1 MiB, come and go
    /// by the hundred: getting each from the system would cost a tenth of an audit. Call it once, before threads start.
    package static func returnLargeBuffers() { assay_return_buffers_from(2 << 20) }

    /// Gives back to the system what was freed.
    ///
    /// Between two parts of a run that need memory for different things: what the first left in pieces would stand beside what
    /// the second needs. Cost: some microseconds for each MiB that is free. Safe on any thread.
    package static func returnFreeMemory() { assay_return_free_memory() }
}
