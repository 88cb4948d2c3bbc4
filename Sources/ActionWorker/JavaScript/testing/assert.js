// What a test claims. A claim that fails throws an AssertionError which says what was there and what should have been.

const show = (value) => require("testing/show").show(value);

class AssertionError extends Error {
    constructor(message) {
        super(message);
        this.name = "AssertionError";
    }
}

const fail = (reason, message) => {
    throw new AssertionError(message === undefined ? reason : `${message}: ${reason}`);
};

const tagOf = (value) => Object.prototype.toString.call(value);
const bytesOf = (value) =>
    ArrayBuffer.isView(value)
        ? new Uint8Array(value.buffer, value.byteOffset, value.byteLength)
        : new Uint8Array(value);

const sameBytes = (left, right) =>
    left.length === right.length && left.every((byte, index) => byte === right[index]);

// Structural equality: same prototype and tag, same own enumerable members, same contents. Pairs that are being
// compared count as equal when they are met again, so circular values end.
const same = (left, right, open) => {
    if (Object.is(left, right)) return true;
    if (typeof left !== "object" || typeof right !== "object" || left === null || right === null) return false;
    if (Object.getPrototypeOf(left) !== Object.getPrototypeOf(right) || tagOf(left) !== tagOf(right)) return false;
    if (open.some(([a, b]) => a === left && b === right)) return true;
    open = [...open, [left, right]];
    if (left instanceof Date) return Object.is(left.getTime(), right.getTime());
    if (left instanceof RegExp) return String(left) === String(right) && left.lastIndex === right.lastIndex;
    if (left instanceof Error && (left.name !== right.name || left.message !== right.message)) return false;
    if (left instanceof ArrayBuffer || ArrayBuffer.isView(left)) return sameBytes(bytesOf(left), bytesOf(right));
    if (left instanceof Map) {
        if (left.size !== right.size) return false;
        for (const [key, value] of left) {
            if (!right.has(key) || !same(value, right.get(key), open)) return false;
        }
        return true;
    }
    if (left instanceof Set) {
        if (left.size !== right.size) return false;
        const rest = [...right];
        for (const value of left) {
            const place = rest.findIndex((other) => same(value, other, open));
            if (place < 0) return false;
            rest.splice(place, 1);
        }
        return true;
    }
    if (left instanceof Number || left instanceof String || left instanceof Boolean) {
        if (!Object.is(left.valueOf(), right.valueOf())) return false;
    }
    const keys = Object.keys(left);
    if (keys.length !== Object.keys(right).length) return false;
    if (Array.isArray(left) && left.length !== right.length) return false;
    return keys.every((key) => Object.hasOwn(right, key) && same(left[key], right[key], open));
};

// Whether an error is the expected one: a class, a pattern, the text of its message or its name, or members to compare.
const checkError = (error, expected, message) => {
    if (expected === undefined) return error;
    if (typeof expected === "string") {
        const text = error instanceof Error ? error.message : String(error);
        if (text !== expected && error?.name !== expected) fail(`the error's message is ${show(text)}, not ${show(expected)}`, message);
    } else if (expected instanceof RegExp) {
        if (!expected.test(String(error))) fail(`the error ${show(String(error))} does not match ${expected}`, message);
    } else if (typeof expected === "function") {
        if (!(error instanceof expected)) fail(`the error ${show(String(error))} is no ${expected.name}`, message);
    } else {
        for (const key of Object.keys(expected)) {
            const [there, wanted] = [error?.[key], expected[key]];
            const agrees = wanted instanceof RegExp ? wanted.test(String(there)) : same(there, wanted, []);
            if (!agrees) fail(`the error's ${key} is ${show(there)}, not ${show(wanted)}`, message);
        }
    }
    return error;
};

const assert = (value, message) => assert.ok(value, message);

Object.assign(assert, {
    ok(value, message) {
        if (!value) fail(`${show(value)} is not true`, message);
    },
    equal(actual, expected, message) {
        if (!Object.is(actual, expected)) fail(`${show(actual)} is not ${show(expected)}`, message);
    },
    notEqual(actual, expected, message) {
        if (Object.is(actual, expected)) fail(`${show(actual)} should be something else`, message);
    },
    deepEqual(actual, expected, message) {
        if (!same(actual, expected, [])) fail(`${show(actual)} is not like ${show(expected)}`, message);
    },
    notDeepEqual(actual, expected, message) {
        if (same(actual, expected, [])) fail(`${show(actual)} should be something else`, message);
    },
    match(text, pattern, message) {
        if (!pattern.test(text)) fail(`${show(text)} does not match ${pattern}`, message);
    },
    throws(work, expected, message) {
        let error;
        try {
            work();
        } catch (thrown) {
            error = { thrown };
        }
        if (!error) fail("nothing was thrown", message);
        return checkError(error.thrown, expected, message);
    },
    async rejects(work, expected, message) {
        let error;
        try {
            await (typeof work === "function" ? work() : work);
        } catch (thrown) {
            error = { thrown };
        }
        if (!error) fail("nothing was rejected", message);
        return checkError(error.thrown, expected, message);
    },
    fail(message) {
        throw new AssertionError(message ?? "this should not be reached");
    },
    AssertionError,
});

exports.assert = Object.freeze(assert);
