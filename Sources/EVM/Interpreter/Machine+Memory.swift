internal import Ethereum
internal import Primitives

/// Instructions on memory, code and input.
extension Machine {
    /// Makes a range of the frame's memory usable, and takes what that costs.
    @inline(never)
    func expand(_ frame: Frame, offset: UInt256, count: UInt256, gas: UInt64) -> Step {
        let (size, s1, s2, s3) = count.limbs
        if size | s1 | s2 | s3 == 0 { return Step(gas: gas) }
        let (start, o1, o2, o3) = offset.limbs
        guard s1 | s2 | s3 | o1 | o2 | o3 == 0, start < MemoryGas.limit, size < MemoryGas.limit else {
            return Step(.outOfGas)
        }
        let end = start + size
        let current = UInt64(frame.memorySize)
        if end <= current { return Step(gas: gas) }
        let words = (end + 31) / 32
        let cost = MemoryGas.total(words: words) - MemoryGas.total(words: current / 32)
        guard gas >= cost else {
            lacked(cost, gas: gas)
            return Step(.outOfGas)
        }
        let newSize = Int(words * 32)
        memory.extend(from: frame.memoryOffset + frame.memorySize, to: frame.memoryOffset + newSize)
        frame.memorySize = newSize
        return Step(gas: gas - cost)
    }

    /// What each word of `count` bytes costs; nil when that is beyond any gas.
    private func wordCost(_ count: UInt256, _ price: UInt64) -> UInt64? {
        guard let size = UInt64(exactly: count), size < MemoryGas.limit else { return nil }
        return (size + 31) / 32 * price
    }

    /// KECCAK256.
    @inline(never)
    func hash(
        _ frame: Frame, offset: UInt256, count: UInt256, result: UnsafeMutablePointer<UInt256>, gas: UInt64
    ) -> Step {
        guard let cost = wordCost(count, GasSchedule.keccakWord), gas >= cost else { return Step(.outOfGas) }
        let step = expand(frame, offset: offset, count: count, gas: gas - cost)
        guard step.halt == nil else { return step }
        let size = Int(truncatingIfNeeded: count.limbs.0)
        let start = size == 0 ? 0 : Int(truncatingIfNeeded: offset.limbs.0)
        let input = UnsafeRawBufferPointer(start: memory.base + frame.memoryOffset + start, count: size)
        result.pointee = UInt256(Keccak256.hash(input))
        return step
    }

    /// CALLDATALOAD: zeros beyond the end.
    @inline(never)
    func callDataWord(_ frame: Frame, at offset: UInt256) -> UInt256 {
        guard let offset = UInt64(exactly: offset), offset < UInt64(frame.inputCount) else { return .zero }
        let start = Int(offset)
        let input = UnsafeRawPointer(memory.base + frame.inputOffset)
        if start + 32 <= frame.inputCount { return loadWord(input + start) }
        var word = (UInt64(0), UInt64(0), UInt64(0), UInt64(0))
        return withUnsafeMutableBytes(of: &word) { buffer in
            buffer.copyMemory(
                from: UnsafeRawBufferPointer(start: input + start, count: frame.inputCount - start))
            return buffer.baseAddress.map { loadWord($0) } ?? .zero
        }
    }

    /// CALLDATACOPY, CODECOPY, RETURNDATACOPY and MCOPY.
    @inline(never)
    func copy(
        _ opcode: UInt8, _ frame: Frame, to target: UInt256, from source: UInt256, count: UInt256, gas: UInt64
    ) -> Step {
        if opcode == 0x3e {
            let (end, overflow) = source.addingReportingOverflow(count)
            if overflow || end > UInt256(returned.count) { return Step(.returnDataOutOfBounds) }
        }
        guard let cost = wordCost(count, GasSchedule.copyWord), gas >= cost else { return Step(.outOfGas) }
        let reach = opcode == 0x5e && source > target ? source : target
        let step = expand(frame, offset: reach, count: count, gas: gas - cost)
        let size = Int(truncatingIfNeeded: count.limbs.0)
        guard step.halt == nil, size > 0 else { return step }
        let own = memory.base + frame.memoryOffset
        let destination = own + Int(truncatingIfNeeded: target.limbs.0)
        switch opcode {
        case 0x37:
            fill(destination, size, from: memory.base + frame.inputOffset, frame.inputCount, source)
        case 0x39:
            fill(destination, size, from: UnsafeRawPointer(frame.code.start), frame.code.count, source)
        case 0x3e:
            fill(destination, size, from: returned.base, returned.count, source)
        default:
            destination.copyMemory(from: own + Int(truncatingIfNeeded: source.limbs.0), byteCount: size)
        }
        return step
    }

    /// EXTCODECOPY; `sp` points to its lowest operand.
    @inline(never)
    func copyExternalCode(_ frame: Frame, _ sp: UnsafeMutablePointer<UInt256>, gas: UInt64) -> Step {
        let (count, source, target, account) = (sp[0], sp[1], sp[2], sp[3])
        guard let cost = wordCost(count, GasSchedule.copyWord), gas >= cost else { return Step(.outOfGas) }
        var step = expand(frame, offset: target, count: count, gas: gas - cost)
        guard step.halt == nil else { return step }
        do {
            let place = try state.place(of: Address(truncating: account.bytes32))
            step = charge(accessCost(account: place), gas: step.gas)
            let size = Int(truncatingIfNeeded: count.limbs.0)
            guard step.halt == nil, size > 0 else { return step }
            let code = try state.code(of: state.entries[place])
            let destination = memory.base + frame.memoryOffset + Int(truncatingIfNeeded: target.limbs.0)
            fill(destination, size, from: UnsafeRawPointer(code.start), code.count, source)
            return step
        } catch {
            return unavailable(error)
        }
    }

    /// Copies from an offset of a source, zeros beyond its end.
    private func fill(
        _ destination: UnsafeMutableRawPointer, _ size: Int, from source: UnsafeRawPointer, _ available: Int,
        _ offset: UInt256
    ) {
        let start = Int(exactly: offset).map { min($0, available) } ?? available
        let present = min(size, available - start)
        if present > 0 { destination.copyMemory(from: source + start, byteCount: present) }
        if present < size {
            let rest = destination + max(0, present)
            rest.initializeMemory(as: UInt8.self, repeating: 0, count: size - max(0, present))
        }
    }

    /// LOG0 to LOG4; `sp` points to the lowest operand.
    @inline(never)
    func log(_ frame: Frame, _ sp: UnsafeMutablePointer<UInt256>, topics: Int, gas: UInt64) -> Step {
        guard !frame.isStatic else { return Step(.staticViolation) }
        let (count, offset) = (sp[topics], sp[topics + 1])
        guard let size = UInt64(exactly: count), size < MemoryGas.limit else { return Step(.outOfGas) }
        let step = charge(size * GasSchedule.logByte, gas: gas)
        guard step.halt == nil else { return step }
        let expanded = expand(frame, offset: offset, count: count, gas: step.gas)
        guard expanded.halt == nil else { return expanded }
        let start = size == 0 ? 0 : Int(truncatingIfNeeded: offset.limbs.0)
        let data = UnsafeRawBufferPointer(
            start: memory.base + frame.memoryOffset + start, count: Int(size))
        let log = Log(
            address: frame.address, topics: (0..<topics).map { sp[topics - 1 - $0].bytes32 },
            data: Array(data))
        state.append(log)
        if H.areActive { hooks.tracer?.didLog(log) }
        return expanded
    }

    @inline(__always)
    func charge(_ cost: UInt64, gas: UInt64) -> Step {
        if gas >= cost { return Step(gas: gas - cost) }
        lacked(cost, gas: gas)
        return Step(.outOfGas)
    }

    func unavailable(_ error: StateError) -> Step {
        failure = error
        return Step(.stateUnavailable)
    }
}
