// The engine's stack traces in V8's form: "    at f (source:line:column)", without the runtime's own frames.
const internal = "lit:";

exports.lines = (stack) => {
  const lines = [];
  const given = String(stack).split("\n");
  for (let place = 0; place < given.length; place++) {
    const at = given[place].lastIndexOf("@");
    const name = at < 0 ? "" : given[place].slice(0, at);
    const source = given[place].slice(at + 1);
    if (source === "" || source === "[native code]" || source.startsWith(internal)) continue;
    lines.push(name === "" || name === "global code" ? "    at " + source : "    at " + name + " (" + source + ")");
  }
  return lines;
};

// `Error: text`, then the lines.
exports.stackOf = (error) => {
  const lines = exports.lines(error.stack === undefined ? "" : error.stack);
  lines.unshift(String(error));
  return lines.join("\n");
};
