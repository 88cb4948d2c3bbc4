// navigator: what scripts use to tell the environment, with the user agent that fetch sends.

const idl = require("web/webidl");

const slot = idl.slot();

class Navigator {
  constructor(key) {
    idl.illegalConstructor(key);
    slot.put(this, true);
  }
  get userAgent() {
    slot.get(this);
    return exports.userAgent;
  }
  get hardwareConcurrency() {
    slot.get(this);
    return 1;
  }
  get language() {
    slot.get(this);
    return "en-US";
  }
  get languages() {
    slot.get(this);
    return languages;
  }
}
const languages = Object.freeze(["en-US"]);
idl.define(Navigator, ["userAgent", "hardwareConcurrency", "language", "languages"]);

exports.userAgent = "lit_protocol_node";
exports.Navigator = Navigator;
exports.navigator = new Navigator(idl.internal);
