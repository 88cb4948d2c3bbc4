import ActionRuntime
import Primitives
import Testing

/// Scripts that look for the bridge between their engine and the host.
@Suite(.timeLimit(.minutes(2))) struct LeakTests {
    /// Replaces everything that built-in code may call by a spy, uses the API, and looks through all that was seen.
    private static let spying = """
        const seen = [], found = [];
        const { apply, ownKeys, getOwnPropertyDescriptor, defineProperty, getPrototypeOf, construct } = Reflect;
        let total = 0;
        const note = (value) => {
            const isObject = value !== null && (typeof value === "object" || typeof value === "function");
            if (isObject && total < 50000) {
                defineProperty(seen, total++, { __proto__: null, value, writable: true, configurable: true });
            }
        };
        const spy = (owner, name) => {
            const property = getOwnPropertyDescriptor(owner, name);
            if (!property || !property.configurable && !property.writable) return;
            const wrap = (f) => function (...rest) {
                note(this);
                for (let i = 0; i < rest.length; i++) note(rest[i]);
                const value = new.target ? construct(f, rest, new.target) : apply(f, this, rest);
                note(value);
                return value;
            };
            try {
                if (typeof property.value === "function") {
                    const f = wrap(property.value);
                    f.prototype = property.value.prototype;
                    for (const key of ownKeys(property.value)) {
                        if (!/^(length|name|prototype)$/.test(String(key))) f[key] = property.value[key];
                    }
                    defineProperty(owner, name, { ...property, value: f });
                } else if (property.get) {
                    defineProperty(owner, name, { ...property, get: wrap(property.get) });
                }
            } catch {}
        };
        const constructors = [Array, String, Promise, Map, Set, WeakMap, WeakSet, RegExp, Uint8Array, ArrayBuffer, DataView,
            Number, BigInt, Date, Error, getPrototypeOf(Uint8Array), getPrototypeOf(async () => {}).constructor];
        for (const c of constructors) {
            for (const key of ownKeys(c.prototype)) if (key !== "constructor") spy(c.prototype, key);
            for (const key of ownKeys(c)) if (key !== "prototype") spy(c, key);
        }
        for (const o of [Object, JSON, Math, Reflect]) for (const key of ownKeys(o)) spy(o, key);
        for (const key of ["call", "apply", "bind"]) spy(Function.prototype, key);
        for (const name of ["Promise", "Map", "WeakMap", "Error", "TypeError", "Proxy"]) spy(globalThis, name);
        const baits = ["host", "native", "require", "exports", "call", "callSync", "context", "resolve", "reject", "then",
            "value", "bytes", "get", "set", "0", "1", "args", "toJSON", "fetch", "modules", "load", "send", "keccak256"];
        for (const bait of baits) {
            defineProperty(Object.prototype, bait, {
                __proto__: null, configurable: true, get() { note(this); return undefined; },
                set(value) {
                    note(this); note(value);
                    defineProperty(
                        this, bait, { __proto__: null, value, writable: true, configurable: true, enumerable: true });
                },
            });
        }
        """

    private static let use = """
        const tries = [
            () => Lit.Actions.isPermittedAddress({ tokenId: "1", address: "0x" + "11".repeat(20) }),
            () => Lit.Actions.signEcdsa({ toSign: new Uint8Array(32), publicKey: "04aa", sigName: "s" }),
            () => Lit.Actions.claimKey({ keyId: "k" }),
            () => Lit.Actions.getLatestNonce({ address: "0x" + "11".repeat(20), chain: "none" }),
            () => Lit.Actions.broadcastAndCollect({ name: "n", value: "v" }),
            () => Lit.Actions.runOnce({ waitForResponse: true, name: "o" }, async () => "x"),
            () => Lit.Actions.getRpcUrl({ chain: "none" }),
            () => Lit.Actions.setResponse({ response: "r" }),
            () => Lit.Actions.call({ ipfsId: "QmNone", params: new Proxy({}, { get(target) { note(target); } }) }),
            () => fetch("http://127.0.0.1:1/"),
            () => new Response("x").text(), () => new Request("http://a/").arrayBuffer(), () => new URL("http://a/b"),
            () => crypto.subtle.digest("SHA-256", new Uint8Array(1)), () => console.log({ a: [1] }),
            () => new TextDecoder().decode(new TextEncoder().encode("x")), () => structuredClone({ a: 1 }),
            () => ethers.utils.keccak256("0x00"), () => new ethers.utils.Interface(["function f()"]).getSighash("f"),
            () => ethers.Wallet.createRandom().signMessage("x"), () => jwt.decode("a.b.c"), () => atob("YQ=="),
            () => new Promise((resolve) => setTimeout(resolve, 1)), () => performance.now(), () => new AbortController().abort(),
            () => new ReadableStream({ pull(c) { c.close(); } }).getReader().read(), () => Deno.env,
            () => { class Sub extends Promise { static get [Symbol.species]() { return Sub; } } return Sub.resolve(1); },
        ];
        """

    @Test func `No trap set in the built-ins catches the bridge`() async throws {
        let script =
            Self.spying + Self.use + """
                (async () => {
                    for (const attempt of tries) {
                        try { note(await attempt()); } catch (error) { note(error); note(error && error.stack); }
                    }
                    for (const bait of baits) delete Object.prototype[bait];
                    const isBridge = (value) => {
                        for (const key of ["callSync", "setTimer", "sendSync", "addTimer", "hexDecode"]) {
                            if (getOwnPropertyDescriptor(value, key)) found[found.length] = key;
                        }
                    };
                    // What is found would be told.
                    isBridge({ callSync: 1 });
                    if (found.length !== 1) throw new Error("the search finds nothing");
                    found.length = 0;
                    const count = total;
                    for (let i = 0; i < count; i++) {
                        try { isBridge(seen[i]); } catch {}
                        if (typeof seen[i] === "function") {
                            try { if (seen[i].caller || seen[i].arguments) found[found.length] = "caller"; } catch {}
                        }
                    }
                    Lit.Actions.setResponse({ response: `${count > 100} ${found.join()}` });
                })();
                """
        let result = try await withRuntime { await $0.run(request(script)) }
        #expect(result.failure == nil)
        #expect(result.response == "true ")
    }

    @Test func `Nothing of the bridge is in reach by name`() async throws {
        let script = responding(
            """
            (() => {
                "use strict";
                const names = ["host", "native", "require", "exports", "bridge", "program", "load", "send", "sendSync"];
                const reached = names.filter((name) => globalThis[name] !== undefined);
                try { reached.push(Lit.Actions.isPermittedAddress.caller); } catch {}
                try { reached.push(Lit.Actions.isPermittedAddress.arguments); } catch {}
                for (const make of [() => new Function("return host"), () => (0, eval)("host"),
                    () => (async () => {}).constructor("return host"), () => setTimeout("host")]) {
                    try { const made = make(); reached.push(typeof made === "function" ? made() : made); } catch {}
                }
                return JSON.stringify(reached.filter((value) => value !== null && value !== undefined));
            })()
            """)
        let result = try await withRuntime { await $0.run(request(script)) }
        // A timer may have a number, whatever it was to do.
        #expect(["[]", "[1]"].contains(result.response), "\(result.response)")
    }

    @Test func `Whoever tampers with everything is still counted`() async throws {
        let script =
            Self.spying + """
                (async () => {
                    let refused = 0, texts = new Set();
                    for (let i = 0; i < 15; i++) {
                        try { await Lit.Actions.signEcdsa({ toSign: new Uint8Array(32), publicKey: "04aa", sigName: "s" + i }); }
                        catch (error) { refused++; texts.add(error.message); }
                    }
                    for (const bait of baits) delete Object.prototype[bait];
                    Lit.Actions.setResponse({ response: refused + [...texts].join() });
                })();
                """
        let result = try await withRuntime { await $0.run(request(script)) }
        #expect(result.signedData.count == 10)
        #expect(
            result.response
                == "5You may not sign more than 10 times per session and you have attempted to exceed that limit."
        )
    }
}
