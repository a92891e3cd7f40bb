#if canImport(Glibc)
    import Glibc
#elseif canImport(Darwin)
    import Darwin
#endif

/// A lock that threads can wait under until another says that something changed.
///
/// `Mutex` of the standard library has no waiting, and blocking in a task would starve Swift's few pool threads.
@safe package final class Monitor: Sendable {
    nonisolated(unsafe) private let mutex: UnsafeMutablePointer<pthread_mutex_t>
    nonisolated(unsafe) private let condition: UnsafeMutablePointer<pthread_cond_t>

    package init() {
        unsafe mutex = .allocate(capacity: 1)
        unsafe condition = .allocate(capacity: 1)
        unsafe mutex.initialize(to: pthread_mutex_t())
        unsafe condition.initialize(to: pthread_cond_t())
        // Safe: both point to memory of their own, which lives until `deinit`.
        unsafe pthread_mutex_init(mutex, nil)
        unsafe pthread_cond_init(condition, nil)
    }

    deinit {
        unsafe pthread_cond_destroy(condition)
        unsafe pthread_mutex_destroy(mutex)
        unsafe condition.deallocate()
        unsafe mutex.deallocate()
    }

    /// Runs `body` with the lock held.
    package func withLock<Result, Failure: Error>(_ body: () throws(Failure) -> Result) throws(Failure) -> Result {
        unsafe pthread_mutex_lock(mutex)
        defer { unsafe pthread_mutex_unlock(mutex) }
        return try body()
    }

    /// Lets go of the lock until `notifyAll`, then takes it again. Call it within `withLock`, in a loop.
    package func wait() { unsafe pthread_cond_wait(condition, mutex) }

    /// Wakes every thread that waits.
    package func notifyAll() { unsafe pthread_cond_broadcast(condition) }
}

/// Threads that do one job together.
package enum Threads {
    /// What one thread needs: the job and its number.
    private final class Start: Sendable {
        let number: Int
        let body: @Sendable (Int) -> Void

        init(number: Int, body: @escaping @Sendable (Int) -> Void) {
            self.number = number
            self.body = body
        }
    }

    /// How many cores this process may use.
    package static var coreCount: Int { max(1, Int(sysconf(Int32(_SC_NPROCESSORS_ONLN)))) }

    /// Runs `body` on `count` threads at once, the calling one among them, and returns when all are done.
    ///
    /// Where the system gives fewer threads, fewer do the job: `body` must not count on all numbers being run.
    package static func run(count: Int, _ body: @escaping @Sendable (Int) -> Void) {
        var threads: [pthread_t] = []
        for number in 1..<max(1, count) {
            let start = unsafe Unmanaged.passRetained(Start(number: number, body: body)).toOpaque()
            #if canImport(Darwin)
                var thread: pthread_t? = nil
                let status = unsafe pthread_create(
                    &thread, nil,
                    {
                        Self.enter($0)
                        return nil
                    }, start)
                if status == 0, let thread = unsafe thread { unsafe threads.append(thread) }
            #else
                var thread = pthread_t()
                let status = unsafe pthread_create(
                    &thread, nil,
                    {
                        unsafe Threads.enter($0)
                        return nil
                    }, start)
                if status == 0 { threads.append(thread) }
            #endif
            if status != 0 {
                // Balances passRetained: no thread will take it.
                unsafe Unmanaged<Start>.fromOpaque(start).release()
                break
            }
        }
        body(0)
        for thread in threads { pthread_join(thread, nil) }
    }

    private static func enter(_ start: UnsafeMutableRawPointer?) {
        guard let start = unsafe start else { return }
        // Safe: `run` passed one retained `Start`, and this is the only taker.
        let taken = unsafe Unmanaged<Start>.fromOpaque(start).takeRetainedValue()
        taken.body(taken.number)
    }
}
