internal import Ethereum
internal import Primitives

/// Instructions on accounts, storage and the block.
extension Machine {
    /// EIP-2929.
    @inline(__always)
    func accessCost(account place: Int) -> UInt64 {
        state.warm(account: place) ? GasSchedule.coldAccount : GasSchedule.warmAccess
    }

    /// BALANCE, EXTCODESIZE and EXTCODEHASH.
    @inline(never)
    func inspectAccount(_ opcode: UInt8, top: UnsafeMutablePointer<UInt256>, gas: UInt64) -> Step {
        do {
            let place = try state.place(of: Address(truncating: top.pointee.bytes32))
            let step = charge(accessCost(account: place), gas: gas)
            guard step.halt == nil else { return step }
            let entry = state.entries[place]
            switch opcode {
            case 0x31: top.pointee = entry.balance
            case 0x3b: top.pointee = entry.hasCode ? UInt256(try state.code(of: entry).count) : .zero
            default: top.pointee = entry.isEmpty ? .zero : UInt256(entry.codeHash)
            }
            return step
        } catch {
            return unavailable(error)
        }
    }

    /// SLOAD.
    @inline(never)
    func loadStorage(_ frame: Frame, top: UnsafeMutablePointer<UInt256>, gas: UInt64) -> Step {
        do {
            let entry = state.entries[frame.place]
            let slot = try state.slot(top.pointee, of: entry)
            let isCold = state.warm(slot: slot, account: frame.place)
            let step = charge(isCold ? GasSchedule.coldSlot : GasSchedule.warmAccess, gas: gas)
            guard step.halt == nil else { return step }
            top.pointee = entry.slots[slot].current
            return step
        } catch {
            return unavailable(error)
        }
    }

    /// SSTORE (EIP-2200, EIP-2929, EIP-3529).
    @inline(never)
    func store(_ frame: Frame, key: UInt256, word: UInt256, gas: UInt64) -> Step {
        guard !frame.isStatic else { return Step(.staticViolation) }
        guard gas > GasSchedule.callStipend else { return Step(.outOfGas) }
        do {
            let entry = state.entries[frame.place]
            let place = try state.slot(key, of: entry)
            var cost = state.warm(slot: place, account: frame.place) ? GasSchedule.coldSlot : 0
            let slot = entry.slots[place]
            let isSame = (slot.current ^ word).isZero
            if isSame || !(slot.original ^ slot.current).isZero {
                cost += GasSchedule.warmAccess
            } else {
                cost += slot.original.isZero ? GasSchedule.storageSet : GasSchedule.storageReset
            }
            let step = charge(cost, gas: gas)
            guard step.halt == nil, !isSame else { return step }
            state.refund += Self.refund(original: slot.original, current: slot.current, new: word)
            state.setStorage(frame.place, slot: place, word)
            return step
        } catch {
            return unavailable(error)
        }
    }

    /// How the refund counter changes when a slot gets another word.
    private static func refund(original: UInt256, current: UInt256, new: UInt256) -> Int {
        let clear = GasSchedule.storageClearRefund
        if original == current { return !original.isZero && new.isZero ? clear : 0 }
        var change = 0
        if !original.isZero {
            if current.isZero { change -= clear } else if new.isZero { change += clear }
        }
        if original == new {
            let paid = original.isZero ? GasSchedule.storageSet : GasSchedule.storageReset
            change += Int(paid - GasSchedule.warmAccess)
        }
        return change
    }

    /// BLOCKHASH: only the 256 blocks before this one.
    func blockHashWord(_ number: UInt256) -> UInt256 {
        guard let number = UInt64(exactly: number), number < block.number, block.number - number <= 256 else {
            return .zero
        }
        return UInt256(block.blockHash(number))
    }

    /// BLOBHASH.
    func blobHash(_ index: UInt256) -> UInt256 {
        guard let index = Int(exactly: index), index < blobHashes.count else { return .zero }
        return UInt256(blobHashes[index])
    }

    /// SELFDESTRUCT (EIP-6780: only a contract of this transaction goes).
    @inline(never)
    func selfDestruct(_ frame: Frame, heir word: UInt256, gas: UInt64) -> Step {
        guard !frame.isStatic else { return Step(.staticViolation) }
        do {
            let address = Address(truncating: word.bytes32)
            let heir = try state.place(of: address)
            let balance = state.entries[frame.place].balance
            var cost = state.warm(account: heir) ? GasSchedule.coldAccount : 0
            if !balance.isZero, state.entries[heir].isEmpty { cost += GasSchedule.newAccount }
            let step = charge(cost, gas: gas)
            guard step.halt == nil else { return step }
            stepped(gas: step.gas)
            entered(
                CallDescription(
                    kind: .selfDestruct, from: frame.address, to: address, value: balance, gas: 0, input: []))
            _ = state.transfer(balance, from: frame.place, to: heir)
            if state.entries[frame.place].isCreated {
                if heir == frame.place { state.setBalance(frame.place, .zero) }
                state.markSelfDestructed(frame.place)
            }
            if H.areActive { exited(gas: 0, output: [], failure: nil) }
            return step
        } catch {
            return unavailable(error)
        }
    }
}
