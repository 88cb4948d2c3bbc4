// console (Console Standard): text for the log of the run, the same for every level.

let indentation = "";
const counts = new Map();
const timers = new Map();

const inspect = (value, options) => require("web/inspect").inspect(value, options);

function show(value) {
  return typeof value === "string" ? value : inspect(value);
}

function toNumber(value, convert) {
  if (typeof value === "bigint") return `${value}n`;
  if (typeof value === "symbol" || typeof value === "object" || typeof value === "function") return "NaN";
  return show(convert(value));
}

const specifiers = {
  s: (value) => (typeof value === "symbol" ? value.toString() : show(value)),
  d: (value) => toNumber(value, Number),
  i: (value) => toNumber(value, (item) => Math.trunc(parseInt(item, 10))),
  f: (value) => toNumber(value, parseFloat),
  j: (value) => {
    try {
      return `${JSON.stringify(value)}`;
    } catch {
      return "[Circular]";
    }
  },
  o: (value) => inspect(value),
  O: (value) => inspect(value),
  c: () => "",
};

function format(list) {
  let next = 0;
  let text = "";
  if (list.length > 1 && typeof list[0] === "string" && list[0].includes("%")) {
    next = 1;
    text = list[0].replace(/%([sdifjoOc%])/g, (whole, letter) => {
      if (letter === "%") return "%";
      return next < list.length ? specifiers[letter](list[next++]) : whole;
    });
    if (next < list.length) text += " ";
  }
  return text + list.slice(next).map(show).join(" ");
}

function print(text) {
  host.log((indentation === "" ? text : indentation + text.replaceAll("\n", "\n" + indentation)) + "\n");
}

/** The label of a counter or timer. */
function labelOf(value) {
  if (value === undefined) return "default";
  try {
    return `${value}`;
  } catch {
    return inspect(value);
  }
}

const methods = {
  log(...data) {
    print(format(data));
  },
  debug(...data) {
    print(format(data));
  },
  info(...data) {
    print(format(data));
  },
  warn(...data) {
    print(format(data));
  },
  error(...data) {
    print(format(data));
  },
  dir(item = undefined, options = undefined) {
    print(inspect(item, options));
  },
  dirxml(...data) {
    print(format(data));
  },
  assert(condition = false, ...data) {
    if (condition) return;
    if (data.length === 0) print("Assertion failed");
    else if (typeof data[0] === "string") print(format([`Assertion failed: ${data[0]}`, ...data.slice(1)]));
    else print(format(["Assertion failed:", ...data]));
  },
  count(label = undefined) {
    const name = labelOf(label);
    const number = (counts.get(name) ?? 0) + 1;
    counts.set(name, number);
    print(`${name}: ${number}`);
  },
  countReset(label = undefined) {
    const name = labelOf(label);
    if (counts.has(name)) counts.set(name, 0);
    else print(`Count for '${name}' does not exist`);
  },
  table(data = undefined, properties = undefined) {
    const isTable = typeof data === "object" && data !== null;
    print(isTable ? require("web/console-table").make(data, properties) : show(data));
  },
  time(label = undefined) {
    const name = labelOf(label);
    if (timers.has(name)) print(`Timer '${name}' already exists`);
    else timers.set(name, host.now());
  },
  timeLog(label = undefined, ...data) {
    report(labelOf(label), data);
  },
  timeEnd(label = undefined) {
    const name = labelOf(label);
    report(name, []);
    timers.delete(name);
  },
  group(...data) {
    if (data.length > 0) print(format(data));
    indentation += "    ";
  },
  groupCollapsed(...data) {
    if (data.length > 0) print(format(data));
    indentation += "    ";
  },
  groupEnd() {
    indentation = indentation.slice(4);
  },
  clear() {
    indentation = "";
  },
  trace(...data) {
    const lines = require("web/inspect").stackLines(new Error());
    print((data.length === 0 ? "Trace" : `Trace: ${format(data)}`) + lines);
  },
  profile() {},
  profileEnd() {},
  timeStamp() {},
};

function report(name, data) {
  const start = timers.get(name);
  if (start === undefined) {
    print(`Timer '${name}' does not exist`);
    return;
  }
  const duration = Math.round(host.now() - start);
  print([`${name}: ${duration}ms`, ...data.map(show)].join(" "));
}

const console = Object.create({});
for (const name of Object.keys(methods)) {
  // Logging never fails, whatever is logged.
  const method = methods[name];
  const { value } = Object.getOwnPropertyDescriptor({
    [name](...data) {
      try {
        method(...data);
      } catch {
        print(`[console.${name} could not show its arguments]`);
      }
    },
  }, name);
  Object.defineProperty(console, name, { value, writable: true, enumerable: true, configurable: true });
}
Object.defineProperty(console, Symbol.toStringTag, { value: "console", configurable: true });

exports.console = console;
exports.inspect = inspect;
