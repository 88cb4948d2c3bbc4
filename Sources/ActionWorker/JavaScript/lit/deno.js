// What an action may still see of Deno: everything that reaches outside is refused, by the name of what it
// would need.
const names = [
  "NotFound", "PermissionDenied", "ConnectionRefused", "ConnectionReset", "ConnectionAborted", "NotConnected",
  "AddrInUse", "AddrNotAvailable", "BrokenPipe", "AlreadyExists", "InvalidData", "TimedOut", "Interrupted",
  "WriteZero", "WouldBlock", "UnexpectedEof", "BadResource", "Http", "Busy", "NotSupported", "FilesystemLoop",
  "IsADirectory", "NetworkUnreachable", "NotADirectory", "NotCapable",
];

const errors = {};
for (const name of names) {
  errors[name] = class extends Error {
    constructor(message, options) {
      super(message, options);
      this.name = name;
    }
  };
  Object.defineProperty(errors[name], "name", { value: name });
}
exports.errors = errors;

function shown(value) {
  if (typeof value === "string") return ` "${value}"`;
  if (value && typeof value === "object" && typeof value.pathname === "string") return ` "${value.pathname}"`;
  return "";
}

function refuse(kind, subject) {
  const what = subject === undefined ? "" : ` to${subject}`;
  throw new errors.NotCapable(`Requires ${kind} access${what}, run again with the --allow-${kind} flag`);
}

function refusal(kind, value) {
  const subject = shown(value);
  refuse(kind, subject === "" ? undefined : subject);
}

const sync = (kind) => (subject) => refusal(kind, subject);
const async = (kind) => async (subject) => refusal(kind, subject);
const system = (kind) => () => refuse("sys", ` "${kind}"`);

const Deno = { errors };
const read = ["readFile", "readTextFile", "readLink", "realPath", "stat", "lstat", "open"];
const write = ["writeFile", "writeTextFile", "mkdir", "remove", "create", "chmod", "chown", "truncate",
  "utime", "makeTempDir", "makeTempFile"];
const both = ["rename", "copyFile", "link", "symlink"];
for (const [kind, list] of [["read", read], ["write", write], ["read", both]]) {
  for (const name of list) {
    Deno[name] = async(kind);
    Deno[name + "Sync"] = sync(kind);
  }
}
Deno.readDirSync = sync("read");
Deno.readDir = (path) => ({ [Symbol.asyncIterator]: () => ({ next: async () => refusal("read", path) }) });
Deno.watchFs = sync("read");
Deno.cwd = () => refuse("read", " <CWD>");
Deno.chdir = sync("read");
Deno.execPath = () => refuse("read", " <exec_path>");

Deno.env = Object.freeze({
  get: sync("env"),
  set: sync("env"),
  has: sync("env"),
  delete: sync("env"),
  toObject: () => refuse("env"),
});

Deno.run = (options) => refusal("run", Array.isArray(options?.cmd) ? String(options.cmd[0]) : undefined);
Deno.Command = class Command {
  constructor(command) {
    refusal("run", typeof command === "string" ? command : undefined);
  }
};
Deno.kill = () => refuse("run");
Deno.dlopen = sync("ffi");

const ofSystem = ["hostname", "osRelease", "osUptime", "loadavg", "networkInterfaces", "systemMemoryInfo",
  "uid", "gid"];
for (const name of ofSystem) {
  Deno[name] = system(name);
}

function endpoint(options) {
  const { hostname = "0.0.0.0", port = 0, path } = options ?? {};
  return ` "${typeof path === "string" ? path : `${String(hostname)}:${String(port)}`}"`;
}
Deno.listen = (options) => refuse("net", endpoint(options));
Deno.listenTls = Deno.listen;
Deno.serve = (options) => refuse("net", endpoint(typeof options === "object" ? options : undefined));
Deno.connect = async (options) => refuse("net", endpoint(options));
Deno.connectTls = Deno.connect;
Deno.resolveDns = async (name) => refusal("net", name);

Deno.exit = () => {
  throw new errors.PermissionDenied("'Deno.exit' is not allowed in this context.");
};
Deno.args = Object.freeze([]);
Deno.noColor = true;
Deno.inspect = (value, options) => require("web/inspect").inspect(value, options);

exports.Deno = Deno;

// The refusal behind the `localStorage` global.
exports.refuseStorage = () => {
  throw new errors.NotSupported("LocalStorage is not supported in this context.");
};
