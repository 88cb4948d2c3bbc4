// Globals of a test file: `test`, `assert`, and `action`, which runs another action. Tests run one after the other
// once the file has been read; what each comes to goes to the host as it is known.

const describe = (error) => {
    if (!(error instanceof Error)) return { name: "", message: String(error), stack: "" };
    return { name: String(error.name), message: String(error.message), stack: String(error.stack ?? "") };
};

exports.install = (target, context) => {
    const tests = [];
    const filter = context.parameters?.testFilter;
    let begun = false;

    const runAll = async () => {
        const focused = tests.some((entry) => entry.only);
        for (const { name, work, skip, only } of tests) {
            if (filter !== undefined && !name.includes(filter)) continue;
            if (skip || (focused && !only)) {
                await host.call("test.report", { name, outcome: "skipped" });
                continue;
            }
            const start = host.now();
            let error = null;
            try {
                await work();
            } catch (thrown) {
                error = describe(thrown);
            }
            const milliseconds = host.now() - start;
            await host.call("test.report", { name, outcome: error ? "failed" : "passed", milliseconds, error });
        }
        await host.call("test.end", { count: tests.length, focused });
    };

    const add = (name, work, options) => {
        if (typeof name !== "string" || typeof work !== "function") {
            throw new TypeError("test: give a name and a function");
        }
        if (begun) throw new Error(`test "${name}": tests are defined while the file is read, not inside of one`);
        if (tests.length === 0) {
            host.setTimer(0, () => {
                begun = true;
                runAll();
            });
        }
        tests.push({ name, work, ...options });
    };

    const test = (name, work) => add(name, work, {});
    test.only = (name, work) => add(name, work, { only: true });
    test.skip = (name, work) => add(name, work, { skip: true });

    const action = {
        // Runs the action in a file beside this one, in a VM of its own, and gives all that came of it.
        run: async (file, options = {}) => (await host.call("test.run", { file: String(file), options })).value,
        // The same with the text of an action.
        runCode: async (code, options = {}) => (await host.call("test.run", { code: String(code), options })).value,
    };

    const globals = { test: Object.freeze(test), action: Object.freeze(action) };
    for (const [name, value] of Object.entries(globals)) {
        Object.defineProperty(target, name, { value, writable: false, enumerable: false, configurable: false });
    }
    Object.defineProperty(target, "assert", { get: () => require("testing/assert").assert, configurable: false });
};
