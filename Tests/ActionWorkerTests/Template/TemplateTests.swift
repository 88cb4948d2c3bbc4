#if os(Linux)
    import ActionProtocol
    import Foundation
    import Testing

    /// Processes that workers are forked from, and what their workers share, which is nothing that a script can change.
    @Suite(.timeLimit(.minutes(2))) struct TemplateTests {
        private func template(prelude: String = "") throws -> TemplateProcess {
            try TemplateProcess(
                first: ActionMessage(
                    .configure, content: WorkerConfiguration(preludeName: "p.js", isTemplate: true),
                    bytes: Array(prelude.utf8)))
        }

        private func value(_ expression: String, in worker: WorkerProcess) throws -> String {
            let result = try worker.run("function main() { return \(expression); }")
            #expect(result.outcome.error == nil)
            return result.outcome.value ?? "nothing"
        }

        @Test func `What one worker does to its globals, no other sees`() async throws {
            try await onThread {
                let template = try template()
                let workers = try (0..<3).map { _ in try WorkerProcess(from: template) }
                for (number, worker) in workers.enumerated() {
                    let old = try value(
                        "(() => { const old = typeof globalThis.mark + [].mark; globalThis.mark = \(number);"
                            + " Array.prototype.mark = \(number); return old; })()", in: worker)
                    #expect(old == "undefinedundefined")
                }
                #expect(try value("typeof mark", in: WorkerProcess(from: template)) == "undefined")
            }
        }

        @Test(arguments: [
            "Math.random()", "crypto.randomUUID()", "ethers.Wallet.createRandom().address",
            "[...crypto.getRandomValues(new Uint8Array(16))].join()",
            "crypto.subtle.generateKey('Ed25519', true, ['sign']).then((key) => "
                + "crypto.subtle.exportKey('jwk', key.privateKey)).then((key) => key.d)",
        ])
        func `Workers of one template draw other random numbers, whatever its prelude has drawn`(
            expression: String
        ) async throws {
            try await onThread {
                let template = try template(
                    prelude: "for (let i = 0; i < 7; i++) { Math.random(); crypto.randomUUID(); }")
                let draws = try (0..<4).map { _ in try value(expression, in: WorkerProcess(from: template)) }
                #expect(Set(draws).count == 4, "\(draws)")
            }
        }

        @Test func `Random numbers lie between 0 and 1, and look like the engine's own`() async throws {
            try await onThread {
                let worker = try WorkerProcess()
                let text = try value(
                    """
                    (() => {
                      let [low, high, sum] = [1, 0, 0];
                      for (let i = 0; i < 20000; i++) {
                        const x = Math.random();
                        [low, high, sum] = [Math.min(low, x), Math.max(high, x), sum + x];
                      }
                      const { writable, enumerable, configurable } = Object.getOwnPropertyDescriptor(Math, "random");
                      return [low >= 0 && low < 0.01, high > 0.99 && high < 1, Math.abs(sum / 20000 - 0.5) < 0.03,
                        writable, enumerable, configurable, Math.random.name, String(Math.random).includes("native code")];
                    })()
                    """, in: worker)
                #expect(text == #"[true,true,true,true,false,true,"random",true]"#)
            }
        }

        @Test(.enabled(if: geteuid() == 0, "only root may look at descriptors of others"))
        func `A worker has no descriptor of another's, and a user and a group of its own`() async throws {
            try await onThread {
                let template = try template()
                // The second and third are forked once the template has everything ready.
                let workers = try (0..<3).map { number in
                    if number > 0 { usleep(50_000) }
                    return try WorkerProcess(from: template)
                }
                var owned: [String] = []
                var users: [String] = []
                for worker in workers {
                    let folder = "/proc/\(worker.pid)/"
                    for name in try FileManager.default.contentsOfDirectory(atPath: folder + "fd") {
                        let target = try FileManager.default.destinationOfSymbolicLink(
                            atPath: folder + "fd/" + name)
                        if name == "1" || name == "2" || target == "/dev/urandom" { continue }
                        let info = try String(contentsOfFile: folder + "fdinfo/" + name, encoding: .utf8)
                        let identity = info.split(separator: "\n").first { $0.hasPrefix("eventfd-id") } ?? ""
                        owned.append("\(target) \(identity)")
                        let isOwn = target.hasPrefix("/proc/") && target != "/proc/\(worker.pid)/statm"
                        #expect(!isOwn, "\(target) of \(worker.pid)")
                    }
                    let status = try String(contentsOfFile: folder + "status", encoding: .utf8)
                    users.append(
                        contentsOf: status.split(separator: "\n").filter { $0.hasPrefix("Uid") }.map(
                            String.init))
                    #expect(status.contains("Seccomp:\t2\n"))
                }
                let counters = owned.filter { $0.contains("eventfd") }
                #expect(counters.count >= 3)
                #expect(Set(counters).count == counters.count, "\(counters)")
                let sockets = owned.filter { $0.hasPrefix("socket") }
                #expect(sockets.count == 3)
                #expect(Set(sockets).count == 3)
                #expect(Set(users).count == 3)
            }
        }

        @Test(.enabled(if: geteuid() == 0, "only root has rights to give up"))
        func `A template has no more rights than its work takes`() async throws {
            try await onThread {
                let template = try template()
                let status = try String(contentsOfFile: "/proc/\(template.pid)/status", encoding: .utf8)
                // CAP_KILL, CAP_SETGID and CAP_SETUID (capabilities(7)).
                #expect(status.contains("CapEff:\t00000000000000e0\n"))
                #expect(status.contains("CapPrm:\t00000000000000e0\n"))
                #expect(status.contains("NoNewPrivs:\t1\n"))
                #expect(status.contains(#/Uid:\t2\d{9}\t2/#))
                #expect(status.contains(#/Groups:\t *\n/#))
            }
        }

        @Test func `How a worker ended is told, and that a process is not a worker`() async throws {
            try await onThread {
                let template = try template()
                let (first, second) = (try template.fork(), try template.fork())
                defer {
                    close(first.socket)
                    close(second.socket)
                }
                kill(first.pid, SIGSEGV)
                while !WorkerProcess.isOver(first.pid) { usleep(1000) }
                #expect(try template.end(first.pid).status & 0x7f == Int(SIGSEGV))
                #expect(try template.end(second.pid).status == Int(SIGKILL))
                #expect(WorkerProcess.isOver(second.pid))
                let stranger = try WorkerProcess()
                for pid in [stranger.pid, getpid(), first.pid] {
                    #expect(throws: OperationFailure.self) { try template.end(pid) }
                }
                #expect(try value("1", in: stranger) == "1")
            }
        }

        @Test func `What is no order ends the template, which says why`() async throws {
            try await onThread {
                for message in [
                    ActionMessage(.run, number: 1), ActionMessage(.end, number: 1, name: "1"),
                    ActionMessage(.end, number: 1, name: "-5"), ActionMessage(.fork, number: 1),
                ] {
                    let template = try template()
                    let answer = try template.send(message)
                    #expect(answer.kind == .fault)
                    #expect(!answer.name.isEmpty)
                }
            }
        }

        @Test func `A prelude runs once for all workers`() async throws {
            try await onThread {
                let template = try template(prelude: "var count = 1; var list = [1];")
                for _ in 0..<2 {
                    let worker = try WorkerProcess(from: template)
                    #expect(try value("[count++, list.push(2)]", in: worker) == "[1,2]")
                    // The next machine of the same worker is made with a prelude of its own.
                    #expect(try value("[count++, list.push(2)]", in: worker) == "[1,2]")
                }
            }
        }

        @Test func `A prelude that throws is the template's end`() async throws {
            try await onThread {
                let error = #expect(throws: WorkerProcess.Trouble.self) {
                    try template(prelude: "throw new Error('not today')")
                }
                #expect(error?.description.contains("not today") == true)
            }
        }
    }
#endif
