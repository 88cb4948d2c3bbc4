// How a thrown value that is no error is shown: text in quotes, an object as the console shows it.
exports.inspect = (value) => {
  switch (typeof value) {
    case "string": return JSON.stringify(value);
    case "bigint": return value + "n";
    case "number": return Object.is(value, -0) ? "-0" : String(value);
    case "object": case "function": return value === null ? "null" : require("web/inspect").inspect(value);
    default: return String(value);
  }
};
