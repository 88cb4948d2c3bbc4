/// What happens because nothing has happened.
extension SigningDesk {
    private func tick() {
        timer = nil
        readAll()
        let now = clock.now
        early.dropOld(now: now)
        forgetOld()
        for session in open {
            guard let slot = slots[session] else { continue }
            slot.agreement.patience = patience
            guard let time = slot.agreement.wakeUp, time <= now else { continue }
            if let attempt = slot.agreement.overdue(now: now), let abort = slot.endRun(attempt) {
                fail(attempt, abort, slot)
            }
            slot.agreement.tick(now: now)
            perform(slot)
            touch(slot)
        }
        settleTouched()
        if let next = open.compactMap({ slots[$0]?.agreement.wakeUp }).min() { schedule(at: next) }
        if early.count > 0 { schedule(at: now + .seconds(10)) }
    }

    /// One timer for everything: at the earliest time that some order waits for.
    func schedule(_ slot: SigningSlot) {
        if let time = slot.agreement.wakeUp { schedule(at: time) }
    }

    func schedule(at next: Duration) {
        guard !isStopped else { return }
        if let timer {
            guard next < timer.time - .milliseconds(2) else { return }
            timer.task.cancel()
        }
        let time = max(next, clock.now + .milliseconds(2))
        let clock = clock
        let task = Task { [weak self] in
            await clock.sleep(until: time)
            if !Task.isCancelled { await self?.tick() }
        }
        timer = (task, time)
    }
}
