import ActionWorker
import Testing

@Suite struct MainFunctionTests {
    @Test(arguments: [
        "function main(params) {}",
        "async function main({ a, b }) { return a + b }",
        "function main() {} // main() is called by the runtime",
        "/* main(); */ async function main() {}",
        "function main() {}; const s = 'main()' + \"main\" + `main`;",
        "function main() {}; const s = `a ${ { b: 1 }.b } main`;",
        "function main() {}; const r = /main()/; const q = 4 / 2 / 1;",
        "function main() {}; const o = pkg.main; const mains = 1; domain();",
        "const x = { a: 1 } / 2; function main() {}",
        "function* main() {}",
    ])
    func `A script that only declares main leaves the call to the worker`(script: String) {
        #expect(MainFunction.isToBeCalled(in: Array(script.utf8)))
    }

    @Test(arguments: [
        "", "main()", "const main = () => 1", "async function main() {} main();",
        "async function main() {}\nmain().catch(console.error)",
        "function main() {} (async () => { await main() })()",
        "function main() {} run(main)", "function main() {} globalThis.main()",
        "function main() {} self.main()",
        "function main() {} `${main()}`", "function main() {} const r = 4 / main() / 2",
        "function main() {} function main() {}", "main(); function main() {}", "'function main() {}'",
    ])
    func `A script that names main elsewhere, or has none, is left alone`(script: String) {
        #expect(!MainFunction.isToBeCalled(in: Array(script.utf8)))
    }

    @Test(arguments: [
        "'", "\"\\", "`", "`${", "`${`", "/*", "/", "/[", "//", "}", "function main() { `${ }", "\\",
    ])
    func `What ends in the middle is no trouble`(script: String) {
        #expect(MainFunction.isToBeCalled(in: Array(script.utf8)) == script.contains("main"))
    }
}
