#if os(Linux)
    import Foundation
    import Testing

    @Suite struct SystemCallTests {
        #if arch(x86_64)
            /// Every number that the filter may let through, by the kernel's table.
            static let allowed: [String: Int] = [
                "read": 0, "write": 1, "poll": 7, "munmap": 11, "brk": 12, "rt_sigaction": 13,
                "rt_sigprocmask": 14,
                "pread64": 17, "sched_yield": 24, "mremap": 25, "madvise": 28, "nanosleep": 35, "getpid": 39,
                "gettimeofday": 96, "getrusage": 98, "getppid": 110, "rt_sigsuspend": 130, "sigaltstack": 131,
                "gettid": 186, "time": 201, "futex": 202, "sched_getaffinity": 204, "restart_syscall": 219,
                "clock_gettime": 228, "clock_getres": 229, "clock_nanosleep": 230, "ppoll": 271,
                "set_robust_list": 273, "eventfd2": 290, "getcpu": 309, "getrandom": 318, "membarrier": 324,
                "rseq": 334,
                // Answered with ENOSYS.
                "clone3": 435,
            ]

            @Test func `Of all system calls exactly those of the list get through, and none of x32`()
                async throws
            {
                let (lines, status) = try await onThread { try Products.run("sandbox-probe", ["scan"]) }
                #expect(status == 0)
                // uretprobe and uprobe: some kernels keep both from every filter, and answer nobody but themselves.
                #expect(
                    Set(lines.compactMap { Int($0) }).subtracting([335, 336]) == Set(Self.allowed.values))
            }

            @Test(arguments: [3, 15, 60, 231])
            func `Closing, returning from a signal and ending are allowed`(number: Int) async throws {
                let (lines, status) = try await onThread {
                    try Products.run("sandbox-probe", ["call", "\(number)"])
                }
                #expect(lines != ["call: 1"])
                #expect(number == 3 ? lines == ["call: 9"] && status == 0 : status != 0)
            }

            @Test func `A system call of the 32-bit architecture ends the process`() async throws {
                let (lines, status) = try await onThread { try Products.run("sandbox-probe", ["foreign"]) }
                #expect(lines == [])
                #expect(status == -SIGSYS)
            }
        #endif

        @Test func `Deeds that arguments decide on are refused, and their harmless forms are not`()
            async throws
        {
            let (lines, status) = try await onThread { try Products.run("sandbox-probe", ["deeds"]) }
            #expect(status == 0)
            var outcomes: [String: Int] = [:]
            for line in lines {
                let parts = line.split(separator: ":")
                if parts.count == 2 { outcomes[String(parts[0])] = Int(parts[1].dropFirst()) }
            }
            let harmless = ["tgkill-self", "mmap-memory", "mprotect-read", "prctl-name"]
            for name in harmless { #expect(outcomes.removeValue(forKey: name) == 0, "\(name)") }
            #expect(outcomes.removeValue(forKey: "clone3") == Int(ENOSYS))
            #expect(outcomes.count == 26)
            for (name, error) in outcomes { #expect(error == Int(EPERM), "\(name)") }
        }
    }
#endif
