// Bodies of requests and responses (Fetch 2.2.4, 5.2, 5.3).
//
// A body is a record over bytes, over a function that pulls bytes, or over a stream. The stream is only made
// when a script asks for it: reading text or JSON needs none.

const idl = require("web/webidl");

const make = (fields) => ({ bytes: null, pull: null, cancel: null, stream: null, used: false, ...fields });

exports.fromBytes = (bytes) => make({ bytes });
exports.fromPull = (pull, cancel) => make({ pull, cancel });

/** {body, type} of a BodyInit. */
exports.extract = (value) => {
  if (typeof value === "string") {
    return { body: make({ bytes: native.utf8Encode(value.toWellFormed()) }),
      type: "text/plain;charset=UTF-8" };
  }
  if (idl.isBufferSource(value)) return { body: make({ bytes: idl.bytes(value).slice() }), type: null };
  if (idl.is("ReadableStream", value)) {
    const state = idl.brands.ReadableStream.get(value);
    if (state.disturbed || state.reader !== null) {
      throw new TypeError("ReadableStream is locked or disturbed");
    }
    return { body: make({ stream: value }), type: null };
  }
  if (idl.is("Blob", value)) {
    const { bytes, type } = idl.brands.Blob.get(value);
    return { body: make({ bytes }), type: type === "" ? null : type };
  }
  if (idl.is("FormData", value)) {
    const { bytes, boundary } = require("web/formdata").encode(value);
    return { body: make({ bytes }), type: `multipart/form-data; boundary=${boundary}` };
  }
  if (idl.is("URLSearchParams", value)) {
    const bytes = native.utf8Encode(value.toString());
    return { body: make({ bytes }), type: "application/x-www-form-urlencoded;charset=UTF-8" };
  }
  return exports.extract(idl.usv(value));
};

const isUsed = (body) =>
  body !== null && (body.stream === null ? body.used : idl.brands.ReadableStream.get(body.stream).disturbed);
const isUnusable = (body) =>
  body !== null && (isUsed(body) ||
    (body.stream !== null && idl.brands.ReadableStream.get(body.stream).reader !== null));
exports.isUsed = isUsed;
exports.isUnusable = isUnusable;

/** The stream of a body, made at the first call. */
function streamOf(body) {
  if (body.stream === null) {
    const streams = require("web/streams");
    if (body.used) {
      body.stream = streams.fromPull(async () => null);
      const state = streams.stateOf(body.stream);
      state.disturbed = true;
      state.state = "closed";
    } else {
      body.stream = body.bytes !== null
        ? streams.fromBytes(body.bytes)
        : streams.fromPull(body.pull, body.cancel);
    }
  }
  return body.stream;
}
exports.streamOf = streamOf;

/** All bytes of a body; whoever gets them may not change them. */
async function consume(body) {
  if (body === null) return new Uint8Array(0);
  if (isUnusable(body)) throw new TypeError("Body already consumed.");
  let next = body.pull;
  if (body.stream === null) {
    body.used = true;
    if (body.bytes !== null) return body.bytes;
  } else {
    const reader = body.stream.getReader();
    next = async () => {
      const { value, done } = await reader.read();
      if (done) return null;
      if (!(value instanceof Uint8Array)) {
        throw new TypeError("Can't convert value to Uint8Array while consuming the stream");
      }
      return value;
    };
  }
  const chunks = [];
  for (let chunk = await next(); chunk !== null; chunk = await next()) chunks.push(chunk);
  return chunks.length === 0 ? new Uint8Array(0) : idl.concat(chunks);
}
exports.consume = consume;

/** Bytes that whoever asked may keep: those of the network are nobody else's. */
async function consumeOwn(body) {
  const bytes = await consume(body);
  const isFresh = body !== null && body.pull !== null && body.stream === null;
  return isFresh && bytes.length === bytes.buffer.byteLength ? bytes : bytes.slice();
}

/** A second body with the same content. */
exports.clone = (body) => {
  if (body === null) return null;
  if (body.bytes !== null && body.stream === null) return make({ bytes: body.bytes });
  const streams = require("web/streams");
  const copy = (chunk) => require("web/clone").structuredClone(chunk);
  const [first, second] = streams.teeStream(streamOf(body), copy);
  body.stream = first;
  return make({ stream: second });
};

/** Another body that takes the place of this one, which counts as used from then on. */
exports.takeOver = (body) => {
  if (body === null) return null;
  if (body.stream === null) {
    const taken = make({ bytes: body.bytes, pull: body.pull, cancel: body.cancel });
    body.used = true;
    return taken;
  }
  const { TransformStream } = require("web/streams");
  return make({ stream: body.stream.pipeThrough(new TransformStream()) });
};

/** Gives an interface the members of Body. `stateOf(object)` has {body, headers}. */
exports.mixin = (constructor, stateOf) => {
  const contentType = (state) => {
    const value = require("web/headers").valueOf(state.headers, "content-type");
    return require("web/mime").ofHeader(value);
  };
  const members = {
    get body() {
      const { body } = stateOf(this);
      return body === null ? null : streamOf(body);
    },
    get bodyUsed() {
      return isUsed(stateOf(this).body);
    },
    async arrayBuffer() {
      return (await consumeOwn(stateOf(this).body)).buffer;
    },
    async blob() {
      const state = stateOf(this);
      const bytes = await consume(state.body);
      const type = contentType(state);
      return require("web/blob").make(bytes, type === null ? "" : require("web/mime").serialize(type));
    },
    async bytes() {
      return consumeOwn(stateOf(this).body);
    },
    async formData() {
      const state = stateOf(this);
      const type = contentType(state);
      const bytes = await consume(state.body);
      const form = require("web/formdata");
      if (type?.essence === "multipart/form-data") {
        const boundary = type.parameters.get("boundary");
        if (boundary === undefined) {
          throw new TypeError("Missing boundary parameter in mime type of multipart formdata.");
        }
        return form.decode(bytes, boundary);
      }
      if (type?.essence === "application/x-www-form-urlencoded") {
        const text = native.utf8Decode(bytes, false);
        return form.make(require("web/url-search-params").parse(text));
      }
      throw new TypeError(type === null ? "Missing content type" : "Body can not be decoded as form data");
    },
    async json() {
      return JSON.parse(require("web/encoding").decodeUTF8(await consume(stateOf(this).body)));
    },
    async text() {
      return require("web/encoding").decodeUTF8(await consume(stateOf(this).body));
    },
  };
  Object.defineProperties(constructor.prototype, Object.getOwnPropertyDescriptors(members));
};
