// What a run is told: who asks, with which headers and parameters. Parameters become globals.
const { defineProperty, getOwnPropertyDescriptor, keys } = Object;
const { parse } = JSON;
const { program } = host;

const trouble = "Error building main worker: Error injecting params as globals: ";

exports.begin = (parameters, mayShadow, authentication, headers, modules, timeLimit, memoryLimit) => {
  const given = parse(parameters);
  if (typeof given !== "object" || given === null || Array.isArray(given)) {
    return "Could not convert params to map";
  }
  host.context = {
    __proto__: null,
    authentication: parse(authentication),
    headers: parse(headers),
    // The script may change these; nobody else reads them.
    parameters: given,
    timeLimit,
    memoryLimit,
    // By host.now().
    startedAt: host.now(),
  };
  const names = keys(given);
  // Which names are taken is asked before anything of this run is there.
  const builtIn = [];
  for (let place = 0; place < names.length; place++) builtIn.push(names[place] in program);
  require("lit/actions").install(program, host.context);
  const extras = parse(modules);
  for (let place = 0; place < extras.length; place++) require(extras[place]).install(program, host.context);
  for (let place = 0; place < names.length; place++) {
    const name = names[place];
    const present = getOwnPropertyDescriptor(program, name);
    if (present !== undefined && !present.configurable) {
      return trouble + "TypeError: Cannot assign to read only property '" + name + "' of object '#<Window>'";
    }
    if (name === "__proto__" || (builtIn[place] && !mayShadow)) {
      return trouble + "TypeError: '" + name + "' is the name of a built-in global; call the parameter something else";
    }
    defineProperty(program, name, {
      __proto__: null, value: given[name], writable: true, enumerable: true, configurable: true,
    });
  }
  return "";
};
