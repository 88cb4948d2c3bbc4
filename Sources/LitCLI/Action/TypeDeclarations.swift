/// What an editor needs to know of a Lit Action: the declarations that `lit action new` writes beside it.
enum TypeDeclarations {
    /// TypeScript for everything that an action finds beside the web's own globals, with limits and errors.
    static let text = #"""
        /// <reference lib="es2022" />
        /// <reference lib="dom" />

        // What a Lit Action finds beside the web's own globals. An action is a classic script: no import,
        // no export, and no await outside of a function. Parameters of the request are globals too; declare
        // those you use, such as
        //     declare const publicKey: string;

        /** Bytes in any form that the functions of `Lit.Actions` take. */
        type LitBytes = Uint8Array | ArrayBuffer | ArrayBufferView | ArrayLike<number>;

        /** A token id: decimal digits, or `0x` and hexadecimal ones, of a number below 2^256. */
        type LitTokenId = string;

        /** One access control condition, an operator between two, or a list in brackets. */
        type LitCondition = LitEVMCondition | LitOperator | LitConditions | { [member: string]: unknown };
        type LitConditions = LitCondition[];
        interface LitOperator {
          operator: "and" | "or";
        }
        interface LitEVMCondition {
          conditionType: "evmBasic";
          contractAddress: string;
          standardContractType: string;
          chain: string;
          method: string;
          parameters: string[];
          returnValueTest: { comparator: string; value: string };
        }

        /** A signature that proves who somebody is, as wallets and sessions make it. */
        interface LitAuthSig {
          sig: string;
          derivedVia: string;
          signedMessage: string;
          address: string;
          algo?: string;
        }

        interface LitPermittedAuthMethod {
          auth_method_type: string;
          id: string;
          user_pubkey: string;
        }

        interface LitEncrypted {
          /** Base 64; another on every node, unless it is made in `runOnce`. */
          ciphertext: string;
          /** SHA-256 of the plaintext, in hexadecimal. */
          dataToEncryptHash: string;
        }

        interface LitDecryption {
          accessControlConditions: LitConditions;
          /** Base 64. */
          ciphertext: string;
          dataToEncryptHash: string;
          /** Null stands for that of the request. */
          authSig: LitAuthSig | null;
          chain: string;
        }

        /** The encodings of the npm package `uint8arrays`; none has the prefix of multibase. */
        type LitEncoding =
          | "utf8" | "utf-8" | "ascii" | "latin1" | "binary" | "hex" | "identity"
          | "base2" | "base8" | "base10" | "base16" | "base16upper"
          | "base32" | "base32upper" | "base32pad" | "base32padupper"
          | "base32hex" | "base32hexupper" | "base32hexpad" | "base32hexpadupper" | "base32z"
          | "base36" | "base36upper" | "base58btc" | "base58flickr"
          | "base64" | "base64pad" | "base64url" | "base64urlpad" | "base256emoji";

        /**
         * The functions of the Lit network.
         *
         * Those that give a promise reject with a RangeError or TypeError when a parameter is wrong, and
         * with an Error that has the node's text when the node refuses. A missing text counts as an empty
         * one, missing bytes as none. Limits are per request, and shared with child actions; exceeding one
         * is an Error that can be caught.
         */
        interface LitActionsAPI {
          /**
           * Whether the action may use the key. Error: `tokenId must be a valid U256 string`, `ipfsId must
           * not be blank`.
           */
          isPermittedAction(params: { tokenId: LitTokenId; ipfsId: string }): Promise<boolean>;

          /** Whether the address may use the key. */
          isPermittedAddress(params: { tokenId: LitTokenId; address: string }): Promise<boolean>;

          /** Whether who signs in like this may use the key. `authMethodType` is a number as text. */
          isPermittedAuthMethod(params: {
            tokenId: LitTokenId;
            authMethodType: string;
            userId: LitBytes;
          }): Promise<boolean>;

          /** The CIDs of the actions that may use the key. */
          getPermittedActions(params: { tokenId: LitTokenId }): Promise<string[]>;

          /** The addresses that may use the key, in lower case. */
          getPermittedAddresses(params: { tokenId: LitTokenId }): Promise<string[]>;

          /** The ways to sign in that may use the key. */
          getPermittedAuthMethods(params: { tokenId: LitTokenId }): Promise<LitPermittedAuthMethod[]>;

          /** For each scope from 0 to below `maxScopeId` (100 unless told), whether it is permitted. */
          getPermittedAuthMethodScopes(params: {
            tokenId: LitTokenId;
            authMethodType: string;
            userId: LitBytes;
            maxScopeId?: number;
          }): Promise<boolean[]>;

          /** The token id of a key, `0x` and the Keccak-256 of its bytes; at once, without a promise. */
          pubkeyToTokenId(params: { publicKey: string }): LitTokenId;

          /** The nonce of the address, `0x…`; transactions that wait are not counted. */
          getLatestNonce(params: { address: string; chain: string }): Promise<string>;

          /**
           * Signs 32 bytes with a PKP; the client finds the signature under `sigName`, also that of a later
           * call of that name. Limit: 10 signatures. Error: `toSign must not be empty`, `publicKey must not
           * be blank`, `sigName must not be blank`, `Failed to sign ecdsa: …`, `You can not sign without
           * providing an auth_sig. …`.
           */
          signEcdsa(params: { toSign: LitBytes; publicKey: string; sigName: string }): Promise<"success">;

          /** Signs text as wallets do (EIP-191): prefixed, hashed. Counts as one signature. */
          ethPersonalSignMessageEcdsa(params: {
            message: string;
            publicKey: string;
            sigName: string;
          }): Promise<"success">;

          /**
           * Signs 32 bytes, and gives the whole signature to the action instead of the client: the text of
           * a JSON object `{"r", "s", "v"}`, where r is a compressed point of 33 bytes. For ethers, drop
           * the first byte of r and put `0x` before r and s. Counts as one signature and one broadcast.
           */
          signAndCombineEcdsa(params: {
            toSign: LitBytes;
            publicKey: string;
            sigName: string;
          }): Promise<string>;

          /** Whether the conditions hold. Error: `Chain is required for access control checks`. */
          checkConditions(params: {
            conditions: LitConditions;
            authSig: LitAuthSig | null;
            chain: string;
          }): Promise<boolean>;

          /**
           * What the client gets as response; the last call wins. Limit: 102,400 bytes. At once, with no
           * promise.
           */
          setResponse(params: { response: string }): void;

          /**
           * Runs another action with `params` as its globals, and gives its response. It shares this
           * action's limits, signatures, logs and response. Limit: five deep.
           */
          call(params: { ipfsId: string; params?: Record<string, unknown> | null }): Promise<string>;

          /** eth_call with the fields of an unsigned, serialised transaction; `0x…`. Limit: 30 calls. */
          callContract(params: { chain: string; txn: string }): Promise<string>;

          /** Bytes as text, UTF-8 unless told. Error: `Unsupported encoding "…"`. */
          uint8arrayToString(array: Uint8Array, encoding?: LitEncoding): string;

          /** Text as bytes, UTF-8 unless told. */
          uint8arrayFromString(string: string, encoding?: LitEncoding): Uint8Array;

          /** Opens 16 bytes of IV followed by AES-256-CBC; the plaintext in hexadecimal. */
          aesDecrypt(params: { symmetricKey: LitBytes; ciphertext: LitBytes }): Promise<string>;

          /**
           * Claims the key that belongs to this action and `keyId`; the client finds the claim under
           * `keyId`.
           */
          claimKey(params: { keyId: string }): Promise<"success">;

          /**
           * Sends text to all nodes, and gives what all of them sent under that name. Use a name once.
           * Limit: 30 exchanges, of all kinds together. Error: `name must not be blank`, `value must not be
           * blank`.
           */
          broadcastAndCollect(params: { name: string; value: string }): Promise<string[]>;

          /**
           * Decrypts on every node what was encrypted under the conditions, if they hold. Counts as one
           * exchange. Error: `Access control conditions check failed.  Check that you are allowed to
           * decrypt this item.`
           */
          decryptAndCombine(params: LitDecryption): Promise<string>;

          /** The same on one node; the others get the empty text. */
          decryptToSingleNode(params: LitDecryption): Promise<string>;

          /** Encrypts so that whoever meets the conditions may decrypt. Takes bytes, not text. */
          encrypt(params: {
            accessControlConditions: LitConditions;
            to_encrypt: Uint8Array;
          }): Promise<LitEncrypted>;

          /**
           * The URL of a node of the chain; on failure a text that begins with `Error getting RPC URL: `.
           */
          getRpcUrl(params: { chain: string }): Promise<string>;

          /**
           * Runs the function on one node. With `waitForResponse` every node gets its result as text,
           * `[ERROR]` if it threw; without, the other nodes get undefined at once.
           */
          runOnce(
            params: { waitForResponse?: boolean; name?: string },
            run: () => Promise<unknown> | unknown,
          ): Promise<string | undefined>;
        }

        interface LitAuthMethodContext {
          readonly userId: string;
          readonly appId: string;
          readonly authMethodType: number;
          readonly usedForSignSessionKeyRequest: boolean;
        }

        /** Who asked for this run, as the node verified it. */
        interface LitAuthContext {
          /** The CID of this action, alone. */
          readonly actionIpfsIds: readonly string[];
          /** The CIDs from the first action down to this one. */
          readonly actionIpfsIdStack: readonly string[];
          /**
           * The address that signed the request; null for sessions of a PKP and in actions that
           * authenticate.
           */
          readonly authSigAddress: string | null;
          readonly authMethodContexts: readonly LitAuthMethodContext[];
          readonly resources: readonly string[];
          /** What the action that authenticated the session answered, or the empty text. */
          readonly customAuthResource: string;
        }

        declare const Lit: {
          readonly Actions: Readonly<LitActionsAPI>;
          readonly Auth: LitAuthContext;
          /** The headers of the request to the node. */
          readonly Headers: Headers;
        };
        declare const LitActions: typeof Lit.Actions;
        declare const LitAuth: typeof Lit.Auth;
        declare const LitHeaders: typeof Lit.Headers;

        /** What `fetch` was called with; limit: 50 calls. */
        declare const litInternalFetchDebugLog: { timestamp: number; url: string; fetchCount: number }[];

        /** globalThis. */
        declare const global: typeof globalThis;

        // JSON Web Tokens, with the interface of jsonwebtoken 9.

        declare class JsonWebTokenError extends Error {
          constructor(message: string, error?: Error);
          inner?: Error;
        }
        declare class NotBeforeError extends JsonWebTokenError {
          constructor(message: string, date: Date);
          date: Date;
        }
        declare class TokenExpiredError extends JsonWebTokenError {
          constructor(message: string, expiredAt: Date);
          expiredAt: Date;
        }

        type JWTAlgorithm =
          | "HS256" | "HS384" | "HS512" | "RS256" | "RS384" | "RS512" | "PS256" | "PS384" | "PS512"
          | "ES256" | "ES384" | "ES512" | "none";

        /** A secret, a PEM text, the bytes of either, a JSON Web Key or a CryptoKey. */
        type JWTKey =
          | string | Uint8Array | ArrayBuffer | CryptoKey
          | { key: string | Uint8Array } | { key: JsonWebKey; format: "jwk" };

        interface JWTHeader {
          alg: JWTAlgorithm | string;
          typ?: string;
          kid?: string;
          [member: string]: unknown;
        }
        interface JWTPayload {
          iss?: string;
          sub?: string;
          aud?: string | string[];
          exp?: number;
          nbf?: number;
          iat?: number;
          jti?: string;
          [claim: string]: any;
        }
        interface JWTComplete {
          header: JWTHeader;
          payload: JWTPayload | string;
          signature: string;
        }

        interface JWTSignOptions {
          algorithm?: JWTAlgorithm;
          /** Seconds, or a span such as `"2h"`; a text of digits alone counts milliseconds. */
          expiresIn?: number | string;
          notBefore?: number | string;
          audience?: string | string[];
          issuer?: string;
          subject?: string;
          jwtid?: string;
          keyid?: string;
          header?: Partial<JWTHeader>;
          noTimestamp?: boolean;
          mutatePayload?: boolean;
          encoding?: string;
          allowInsecureKeySizes?: boolean;
          allowInvalidAsymmetricKeyTypes?: boolean;
        }

        interface JWTVerifyOptions {
          /** Say which you expect: a token may claim any. */
          algorithms?: JWTAlgorithm[];
          audience?: string | RegExp | (string | RegExp)[];
          issuer?: string | string[];
          subject?: string;
          jwtid?: string;
          nonce?: string;
          maxAge?: number | string;
          /** Seconds since 1970 instead of the clock. */
          clockTimestamp?: number;
          /** Seconds. */
          clockTolerance?: number;
          ignoreExpiration?: boolean;
          ignoreNotBefore?: boolean;
          allowInvalidAsymmetricKeyTypes?: boolean;
          complete?: boolean;
        }

        type JWTCallback<Value> = (error: Error | null, value?: Value) => void;
        type JWTKeyFinder = (header: JWTHeader, give: (error: Error | null, key?: JWTKey) => void) => void;

        declare const jwt: {
          /** Throws JsonWebTokenError, NotBeforeError or TokenExpiredError. */
          verify(token: string, key: JWTKey, options: JWTVerifyOptions & { complete: true }): JWTComplete;
          verify(token: string, key: JWTKey | null, options?: JWTVerifyOptions): JWTPayload | string;
          verify(token: string, key: JWTKey | JWTKeyFinder, callback: JWTCallback<JWTPayload | string>): void;
          verify(
            token: string,
            key: JWTKey | JWTKeyFinder,
            options: JWTVerifyOptions,
            callback: JWTCallback<JWTPayload | string | JWTComplete>,
          ): void;

          sign(payload: object | string, key: JWTKey | null, options?: JWTSignOptions): string;
          sign(payload: object | string, key: JWTKey | null, callback: JWTCallback<string>): void;
          sign(
            payload: object | string,
            key: JWTKey | null,
            options: JWTSignOptions,
            callback: JWTCallback<string>,
          ): void;

          /** Reads a token without checking anything; null of what is none. */
          decode(token: string, options: { complete: true; json?: boolean }): JWTComplete | null;
          decode(token: string, options?: { complete?: boolean; json?: boolean }): JWTPayload | string | null;

          readonly JsonWebTokenError: typeof JsonWebTokenError;
          readonly NotBeforeError: typeof NotBeforeError;
          readonly TokenExpiredError: typeof TokenExpiredError;
        };

        /**
         * ethers with the interface of version 5. For its own types, install ethers 5 beside the action and
         * write `const e: typeof import("ethers").ethers = ethers;`.
         */
        declare const ethers: {
          readonly utils: { readonly [name: string]: any };
          readonly constants: { readonly [name: string]: any };
          readonly providers: { readonly [name: string]: any };
          readonly errors: { readonly [name: string]: string };
          readonly BigNumber: any;
          readonly FixedNumber: any;
          readonly Contract: any;
          readonly ContractFactory: any;
          readonly Wallet: any;
          readonly VoidSigner: any;
          readonly Signer: any;
          readonly version: string;
          readonly [name: string]: any;
        };

        /** What is left of Deno: everything that would reach outside throws. */
        declare const Deno: {
          readonly errors: { readonly [name: string]: new (message?: string) => Error };
          readonly [name: string]: any;
        };

        """#
}
