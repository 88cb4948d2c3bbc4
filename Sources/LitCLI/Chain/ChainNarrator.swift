import DevChain
import Ethereum
import Primitives
import ServiceLifecycle

/// Tells of every block with transactions, a line for each transaction.
struct ChainNarrator: Service {
    let chain: Chain
    let console: Console

    func run() async throws {
        guard console.level == .everything else {
            try? await gracefulShutdown()
            return
        }
        await cancelWhenGracefulShutdown {
            for await event in chain.events() {
                guard !Task.isCancelled else { return }
                switch event {
                case .block(let block): tell(block)
                case .rewound(let block): console.narrate("back to block \(block.header.number)")
                case .missed(let count): console.narrate("\(count) events were too fast to be shown")
                case .pending: continue
                }
            }
        }
    }

    private func tell(_ block: SealedBlock) {
        let style = console.style
        for (transaction, receipt) in zip(block.transactions, block.receipts) {
            let verdict = receipt.receipt.succeeded ? style.green("ok      ") : style.yellow("reverted")
            let target =
                receipt.contractAddress.map { "creates \($0)" } ?? transaction.transaction.to.map {
                    "to \($0)"
                } ?? ""
            console.narrate(
                "block \(block.header.number)  \(verdict)  \(transaction.hash)  \(receipt.gasUsed) gas  "
                    + style.dim("\(transaction.sender) \(target)"))
        }
    }
}
