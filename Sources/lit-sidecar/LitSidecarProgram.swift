import ArgumentParser
import LitSidecar

@main
struct LitSidecarProgram {
    static func main() async {
        await SidecarCommand.main()
    }
}
