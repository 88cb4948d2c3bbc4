/// What `lit action new` writes.
enum ActionTemplates {
    static let action = """
        // Runs on every node of the network; the parameters of the call come as `params`.
        async function main({ name = "world", publicKey }) {
          const message = `Hello, ${name}!`;
          console.log("greeting", name);

          // Every node signs with its share; whoever called combines the shares to one signature.
          if (publicKey) {
            const toSign = ethers.utils.arrayify(ethers.utils.hashMessage(message));
            await Lit.Actions.signEcdsa({ toSign, publicKey, sigName: "greeting" });
          }
          return { message };
        }

        """

    static func test(of name: String) -> String {
        """
        test("greets whom it is told to", async () => {
          const { success, response, logs } = await action.run("./\(name).js", { params: { name: "Ada" } });
          assert.ok(success);
          assert.equal(JSON.parse(response).message, "Hello, Ada!");
          assert.match(logs, /greeting Ada/);
        });

        test("signs when there is a key", async () => {
          const wallet = ethers.Wallet.createRandom();
          const publicKey = ethers.utils.computePublicKey(wallet.publicKey);
          const { success, signedData } = await action.run("./\(name).js", { params: { publicKey } });
          assert.ok(success);
          assert.deepEqual(Object.keys(signedData), ["greeting"]);
        });

        """
    }

    static let editorSettings = """
        {
          "compilerOptions": { "checkJs": true, "lib": ["ES2023"], "target": "ES2022", "types": [] },
          "include": ["*.js", "lit.d.ts", "lit-test.d.ts"]
        }

        """

    static let testDeclarations = """
        // Globals of a test file, run by `lit action test`.

        /** What came of an action that a test ran. */
        interface ActionOutcome {
          success: boolean;
          response: string;
          logs: string;
          signedData: Record<string, any>;
          claimData: Record<string, any>;
          error?: string;
        }

        interface ActionOptions {
          /** Become globals of the action, and the argument of its `main`. */
          params?: Record<string, any>;
          /** What the action sees as Lit.Headers. */
          headers?: Record<string, string>;
          /** What the action sees as Lit.Auth, in part. */
          auth?: Record<string, any>;
          /** How long it may run, in milliseconds; no longer than the tests' own limit. */
          timeout?: number;
        }

        /** Defines a test. It fails by throwing. */
        declare const test: {
          (name: string, work: () => void | Promise<void>): void;
          /** Runs this test, and of the others only those marked alike. */
          only(name: string, work: () => void | Promise<void>): void;
          skip(name: string, work: () => void | Promise<void>): void;
        };

        declare const action: {
          /** Runs the action in a file beside this one, in an engine of its own. */
          run(file: string, options?: ActionOptions): Promise<ActionOutcome>;
          /** Runs an action from its text. */
          runCode(code: string, options?: ActionOptions): Promise<ActionOutcome>;
        };

        type ExpectedError = string | RegExp | Function | Record<string, any>;

        declare const assert: {
          (value: any, message?: string): void;
          ok(value: any, message?: string): void;
          equal(actual: any, expected: any, message?: string): void;
          notEqual(actual: any, expected: any, message?: string): void;
          deepEqual(actual: any, expected: any, message?: string): void;
          notDeepEqual(actual: any, expected: any, message?: string): void;
          match(text: string, pattern: RegExp, message?: string): void;
          throws(work: () => any, expected?: ExpectedError, message?: string): any;
          rejects(work: Promise<any> | (() => any), expected?: ExpectedError, message?: string): Promise<any>;
          fail(message?: string): never;
        };

        """
}
