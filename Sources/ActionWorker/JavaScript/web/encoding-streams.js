// TextEncoderStream and TextDecoderStream (Encoding 9.4, 9.5).

const idl = require("web/webidl");
const encoding = require("web/encoding");

function pair(transformer) {
  const { TransformStream } = require("web/streams");
  return new TransformStream(transformer);
}

const encoderSlot = idl.slot();

class TextEncoderStream {
  constructor() {
    let lead = "";
    const transform = pair({
      transform(chunk, controller) {
        let text = lead + idl.dom(chunk);
        lead = "";
        const last = text.charCodeAt(text.length - 1);
        if (last >= 0xd800 && last < 0xdc00) {
          lead = text[text.length - 1];
          text = text.slice(0, -1);
        }
        if (text !== "") controller.enqueue(encoding.encode(text));
      },
      flush(controller) {
        if (lead !== "") controller.enqueue(new Uint8Array([0xef, 0xbf, 0xbd]));
      },
    });
    encoderSlot.put(this, transform);
  }
  get encoding() {
    encoderSlot.get(this);
    return "utf-8";
  }
  get readable() {
    return encoderSlot.get(this).readable;
  }
  get writable() {
    return encoderSlot.get(this).writable;
  }
}
idl.define(TextEncoderStream, ["encoding", "readable", "writable"]);

const decoderSlot = idl.slot();

class TextDecoderStream {
  constructor(label = "utf-8", options = undefined) {
    const name = idl.dom(label);
    const settings = idl.dictionary(options, "Failed to construct 'TextDecoderStream': Argument 2");
    const fatal = Boolean(settings.fatal);
    const ignoreBOM = Boolean(settings.ignoreBOM);
    const decoder = encoding.decoder(name, fatal, ignoreBOM);
    const emit = (text, controller) => {
      if (text !== "") controller.enqueue(text);
    };
    const transform = pair({
      transform(chunk, controller) {
        emit(decoder.feed(idl.bytes(chunk, "The chunk"), true), controller);
      },
      flush(controller) {
        emit(decoder.feed(new Uint8Array(0), false), controller);
      },
    });
    decoderSlot.put(this, { transform, encoding: decoder.encoding, fatal, ignoreBOM });
  }
  get encoding() {
    return decoderSlot.get(this).encoding;
  }
  get fatal() {
    return decoderSlot.get(this).fatal;
  }
  get ignoreBOM() {
    return decoderSlot.get(this).ignoreBOM;
  }
  get readable() {
    return decoderSlot.get(this).transform.readable;
  }
  get writable() {
    return decoderSlot.get(this).transform.writable;
  }
}
idl.define(TextDecoderStream, ["encoding", "fatal", "ignoreBOM", "readable", "writable"]);

exports.TextEncoderStream = TextEncoderStream;
exports.TextDecoderStream = TextDecoderStream;
