// A value on one line, as a failed claim quotes it; getters are not run.

const limit = 400;

const quoted = (text) => JSON.stringify(text);

const write = (value, open, depth) => {
    if (typeof value === "string") return quoted(value);
    if (typeof value === "bigint") return `${value}n`;
    if (typeof value === "function") return `[function ${value.name || "(anonymous)"}]`;
    if (typeof value !== "object" || value === null) return Object.is(value, -0) ? "-0" : String(value);
    if (open.includes(value)) return "[circular]";
    if (depth > 4) return "\u2026";
    const inner = (part) => write(part, [...open, value], depth + 1);
    if (value instanceof Error) return `[${String(value)}]`;
    if (value instanceof Date) return Number.isNaN(value.getTime()) ? "Invalid Date" : value.toISOString();
    if (value instanceof RegExp) return String(value);
    if (value instanceof ArrayBuffer) return `ArrayBuffer(${value.byteLength})`;
    if (ArrayBuffer.isView(value) && "length" in value) {
        return `${value.constructor.name} [${Array.from(value.subarray(0, 64)).join(", ")}]`;
    }
    if (value instanceof Map) return `Map {${[...value].map(([a, b]) => `${inner(a)} => ${inner(b)}`).join(", ")}}`;
    if (value instanceof Set) return `Set {${[...value].map(inner).join(", ")}}`;
    const members = Object.entries(Object.getOwnPropertyDescriptors(value))
        .filter(([key, member]) => member.enumerable && !(Array.isArray(value) && key === "length"))
        .map(([key, member]) => {
            const text = "value" in member ? inner(member.value) : "[getter]";
            if (Array.isArray(value) && /^\d+$/.test(key)) return text;
            return `${/^[A-Za-z_$][\w$]*$/.test(key) ? key : quoted(key)}: ${text}`;
        });
    if (Array.isArray(value)) return `[${members.join(", ")}]`;
    const name = Object.getPrototypeOf(value)?.constructor?.name ?? "(no prototype)";
    return `${name === "Object" ? "" : name + " "}{${members.join(", ")}}`;
};

exports.show = (value) => {
    let text;
    try {
        text = write(value, [], 0);
    } catch {
        text = Object.prototype.toString.call(value);
    }
    return text.length > limit ? text.slice(0, limit) + "\u2026" : text;
};
