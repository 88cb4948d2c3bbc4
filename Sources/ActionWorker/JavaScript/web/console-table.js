// console.table: rows and columns of text.

const { inspect } = require("web/inspect");

const line = { h: "\u2500", v: "\u2502" };
const rule = (widths, left, middle, right) =>
  left + widths.map((width) => line.h.repeat(width + 2)).join(middle) + right;

function table(head, rows) {
  const widths = head.map((title, column) => Math.max(title.length,
    ...rows.map((row) => row[column].length)));
  const right = head.map((title, column) =>
    column === 0 || rows.every((row) => row[column] !== "" && !Number.isNaN(Number(row[column]))));
  const render = (cells, aligned) => {
    const padded = cells.map((cell, column) =>
      aligned && right[column] ? cell.padStart(widths[column]) : cell.padEnd(widths[column]));
    return `${line.v} ${padded.join(` ${line.v} `)} ${line.v}`;
  };
  return [
    rule(widths, "\u250c", "\u252c", "\u2510"),
    render(head, false),
    rule(widths, "\u251c", "\u253c", "\u2524"),
    ...rows.map((row) => render(row, true)),
    rule(widths, "\u2514", "\u2534", "\u2518"),
  ].join("\n");
}

/** [index, value] of each row of a table. */
function rowsOf(data) {
  const members = (value) => Object.keys(value).map((key) => [key,
    Object.getOwnPropertyDescriptor(value, key)?.value]);
  if (data instanceof Map) {
    return { title: "(iter idx)",
      rows: [...Map.prototype.entries.call(data)].map(([key, value], index) => [`${index}`,
        { Key: key, Values: value }]) };
  }
  if (data instanceof Set) {
    return { title: "(iter idx)",
      rows: [...Set.prototype.values.call(data)].map((value, index) => [`${index}`, value]) };
  }
  return { title: "(idx)", rows: members(data) };
}

exports.make = function make(data, properties) {
  const { title, rows } = rowsOf(data);
  const columns = properties === undefined ? [] : [...properties].map((name) => `${name}`);
  let hasValues = false;
  const cells = rows.map(([index, value]) => {
    const found = new Map();
    if (typeof value === "object" && value !== null) {
      for (const key of Object.keys(value)) {
        if (properties === undefined && !columns.includes(key)) columns.push(key);
        const descriptor = Object.getOwnPropertyDescriptor(value, key);
        const cell = descriptor !== undefined && "value" in descriptor
          ? inspect(descriptor.value, { depth: 1 })
          : "[Getter]";
        found.set(key, cell);
      }
      return { index, found, value: "" };
    }
    hasValues = true;
    return { index, found, value: inspect(value) };
  });
  const head = [title, ...columns, ...(hasValues ? ["Values"] : [])];
  return table(head, cells.map(({ index, found, value }) =>
    [index, ...columns.map((column) => found.get(column) ?? ""), ...(hasValues ? [value] : [])]));
};
