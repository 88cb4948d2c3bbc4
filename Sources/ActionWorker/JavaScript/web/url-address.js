// IP addresses in URL hosts (URL Standard 3.5): the text as it is serialised, or null.

function ipv4Number(text) {
  if (text === "") return NaN;
  let digits = text;
  let radix = 10;
  if (/^0x/i.test(text)) {
    digits = text.slice(2);
    radix = 16;
  } else if (text.length > 1 && text[0] === "0") {
    digits = text.slice(1);
    radix = 8;
  }
  const allowed = radix === 10 ? /^[0-9]*$/ : radix === 16 ? /^[0-9a-fA-F]*$/ : /^[0-7]*$/;
  if (!allowed.test(digits)) return NaN;
  return digits === "" ? 0 : parseInt(digits, radix);
}

exports.ipv4 = (domain) => {
  const parts = domain.split(".");
  if (parts.length > 1 && parts[parts.length - 1] === "") parts.pop();
  if (parts.length > 4) return null;
  const numbers = parts.map(ipv4Number);
  if (numbers.some(Number.isNaN)) return null;
  const last = numbers.pop();
  if (numbers.some((number) => number > 255) || last >= 256 ** (4 - numbers.length)) return null;
  let address = last;
  numbers.forEach((number, index) => (address += number * 256 ** (3 - index)));
  return [24, 16, 8, 0].map((shift) => Math.floor(address / 2 ** shift) % 256).join(".");
};

/** The eight pieces of the text of an IPv6 address, or null. */
function pieces(text) {
  const halves = text.split("::");
  if (halves.length > 2) return null;
  const lists = halves.map((half, index) => {
    if (half === "") return [];
    const list = half.split(":");
    const result = [];
    for (let at = 0; at < list.length; at++) {
      const piece = list[at];
      const isLast = at === list.length - 1 && index === halves.length - 1;
      if (isLast && piece.includes(".")) {
        const bytes = piece.split(".");
        if (bytes.length !== 4 ||
          !bytes.every((byte) => /^(?:0|[1-9][0-9]{0,2})$/.test(byte) && byte <= 255)) {
          return null;
        }
        result.push(bytes[0] * 256 + +bytes[1], bytes[2] * 256 + +bytes[3]);
      } else if (/^[0-9a-fA-F]{1,4}$/.test(piece)) {
        result.push(parseInt(piece, 16));
      } else {
        return null;
      }
    }
    return result;
  });
  if (lists.includes(null)) return null;
  if (lists.length === 1) return lists[0].length === 8 ? lists[0] : null;
  const missing = 8 - lists[0].length - lists[1].length;
  return missing < 1 ? null : [...lists[0], ...Array(missing).fill(0), ...lists[1]];
}

exports.ipv6 = (text) => {
  const list = pieces(text);
  if (list === null) return null;
  // The first longest run of at least two zeros is compressed.
  let start = -1;
  let longest = 1;
  for (let index = 0; index < 8; index++) {
    let length = 0;
    while (index + length < 8 && list[index + length] === 0) length++;
    if (length > longest) {
      longest = length;
      start = index;
    }
  }
  const hex = (part) => part.map((piece) => piece.toString(16)).join(":");
  if (start < 0) return `[${hex(list)}]`;
  return `[${hex(list.slice(0, start))}::${hex(list.slice(start + longest))}]`;
};
