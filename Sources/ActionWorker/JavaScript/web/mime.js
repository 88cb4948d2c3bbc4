// MIME types (MIME Sniffing 4).

const token = /^[!#$%&'*+\-.^_`|~0-9A-Za-z]+$/;

/** {essence, parameters: Map} of the text, or null. */
exports.parse = (text) => {
  const [head, ...rest] = split(text);
  const parts = head.trim().split("/");
  if (parts.length !== 2 || !parts.every((part) => token.test(part))) return null;
  const parameters = new Map();
  for (const item of rest) {
    const at = item.indexOf("=");
    if (at < 0) continue;
    const name = item.slice(0, at).replace(/^[\t\n\r ]+/, "").toLowerCase();
    let value = item.slice(at + 1);
    if (value[0] === '"') value = (/^"((?:\\.|[^"\\])*)/s.exec(value)?.[1] ?? "").replace(/\\(.)/gs, "$1");
    else value = value.replace(/[\t\n\r ]+$/, "");
    if (value === "" && item[at + 1] !== '"') continue;
    if (token.test(name) && /^[\t\x20-\x7e\x80-\xff]*$/.test(value) && !parameters.has(name)) {
      parameters.set(name, value);
    }
  }
  return { essence: `${parts[0]}/${parts[1]}`.toLowerCase(), parameters };
};

/** Splits at semicolons outside quoted strings. */
function split(text) {
  const result = [];
  let start = 0;
  let quoted = false;
  for (let index = 0; index < text.length; index++) {
    if (quoted && text[index] === "\\") index++;
    else if (text[index] === '"' && (quoted || text[index - 1] === "=")) quoted = !quoted;
    else if (text[index] === ";" && !quoted) {
      result.push(text.slice(start, index));
      start = index + 1;
    }
  }
  result.push(text.slice(start));
  return result;
}

exports.serialize = ({ essence, parameters }) => {
  let text = essence;
  for (const [name, value] of parameters) {
    text += `;${name}=` + (token.test(value) ? value : `"${value.replace(/["\\]/g, "\\$&")}"`);
  }
  return text;
};

/** The MIME type of a header list: the last that is valid, which keeps the charset of the one before it. */
exports.ofHeader = (value) => {
  if (value === null) return null;
  let result = null;
  for (const part of value.split(/,(?=(?:[^"]*"[^"]*")*[^"]*$)/)) {
    const type = exports.parse(part);
    if (type === null || type.essence === "*/*") continue;
    const charset = result?.essence === type.essence ? result.parameters.get("charset") : undefined;
    if (charset !== undefined && !type.parameters.has("charset")) type.parameters.set("charset", charset);
    result = type;
  }
  return result;
};
