import ActionWorker

@main
enum WorkerCommand {
    static func main() {
        WorkerMain.run()
    }
}
