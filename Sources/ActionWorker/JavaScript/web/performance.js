// performance: the clock of the run and its marks (High Resolution Time, User Timing).

const idl = require("web/webidl");
const { EventTarget } = require("web/events");

const origin = host.context?.startedAt ?? host.now();
const timeOrigin = native.wallClock() - (host.now() - origin);
const now = () => host.now() - origin;

const entries = idl.slot();
const details = idl.slot();
let timeline = [];

class PerformanceEntry {
  constructor(key) {
    idl.illegalConstructor(key);
  }
  get name() {
    return entries.get(this).name;
  }
  get entryType() {
    return entries.get(this).entryType;
  }
  get startTime() {
    return entries.get(this).startTime;
  }
  get duration() {
    return entries.get(this).duration;
  }
  toJSON() {
    const { name, entryType, startTime, duration } = entries.get(this);
    return { name, entryType, startTime, duration };
  }
}
idl.define(PerformanceEntry, ["name", "entryType", "startTime", "duration"]);

const copyDetail = (detail) =>
  detail === undefined || detail === null ? null : require("web/clone").structuredClone(detail);

class PerformanceMark extends PerformanceEntry {
  constructor(name, options = undefined) {
    const context = "Failed to construct 'PerformanceMark'";
    idl.required(arguments.length, 1, context);
    const { detail, startTime } = idl.dictionary(options, `${context}: Argument 2`);
    super(idl.internal);
    const start = startTime === undefined ? now() : +startTime;
    if (!Number.isFinite(start)) throw new TypeError(`${context}: startTime is not a finite number`);
    if (start < 0) throw new TypeError("Cannot be negative: startTime");
    entries.put(this, { name: idl.dom(name), entryType: "mark", startTime: start, duration: 0 });
    details.put(this, copyDetail(detail));
  }
  get detail() {
    return details.get(this);
  }
  toJSON() {
    return { ...super.toJSON(), detail: details.get(this) };
  }
}
idl.define(PerformanceMark, ["name", "entryType", "startTime", "duration", "detail"]);

class PerformanceMeasure extends PerformanceEntry {
  constructor(key, fields, detail) {
    idl.illegalConstructor(key);
    super(key);
    entries.put(this, fields);
    details.put(this, detail);
  }
  get detail() {
    return details.get(this);
  }
  toJSON() {
    return { ...super.toJSON(), detail: details.get(this) };
  }
}
Object.defineProperty(PerformanceMeasure, "length", { value: 0 });
idl.define(PerformanceMeasure, ["name", "entryType", "startTime", "duration", "detail"]);

function timeOf(mark) {
  if (typeof mark === "number") {
    if (mark < 0) throw new TypeError("Cannot be negative: timestamp");
    return mark;
  }
  const name = idl.dom(mark);
  const found = timeline.findLast((entry) => entries.get(entry).entryType === "mark" &&
    entries.get(entry).name === name);
  if (found === undefined) {
    const { DOMException } = require("web/exception");
    throw new DOMException(`Cannot find mark: "${name}"`, "SyntaxError");
  }
  return entries.get(found).startTime;
}

function span(startOrOptions, endMark) {
  if (!idl.isObject(startOrOptions)) {
    const start = startOrOptions === undefined ? 0 : timeOf(startOrOptions);
    return { start, end: endMark === undefined ? now() : timeOf(endMark), detail: null };
  }
  const { detail, start, duration, end } = startOrOptions;
  const given = [detail, start, duration, end].some((value) => value !== undefined);
  if (given && endMark !== undefined) throw new TypeError("Options cannot be passed with endMark");
  if (given && start === undefined && end === undefined) {
    throw new TypeError("A start or end mark must be supplied");
  }
  if (start !== undefined && duration !== undefined && end !== undefined) {
    throw new TypeError("Cannot specify start, end, and duration together");
  }
  const length = duration === undefined ? 0 : +duration;
  let to;
  if (endMark !== undefined) to = timeOf(endMark);
  else if (end !== undefined) to = timeOf(end);
  else to = start !== undefined && duration !== undefined ? timeOf(start) + length : now();
  let from = 0;
  if (start !== undefined) from = timeOf(start);
  else if (duration !== undefined && end !== undefined) from = to - length;
  return { start: from, end: to, detail: copyDetail(detail) };
}

const slot = idl.slot();

class Performance extends EventTarget {
  constructor(key) {
    idl.illegalConstructor(key);
    super();
    slot.put(this, true);
  }
  get timeOrigin() {
    slot.get(this);
    return timeOrigin;
  }
  now() {
    slot.get(this);
    return now();
  }
  mark(markName, markOptions = undefined) {
    slot.get(this);
    idl.required(arguments.length, 1, "Failed to execute 'mark' on 'Performance'");
    const mark = new PerformanceMark(markName, markOptions);
    timeline.push(mark);
    return mark;
  }
  measure(measureName, startOrMeasureOptions = undefined, endMark = undefined) {
    slot.get(this);
    idl.required(arguments.length, 1, "Failed to execute 'measure' on 'Performance'");
    const name = idl.dom(measureName);
    const { start, end, detail } = span(startOrMeasureOptions, endMark);
    const fields = { name, entryType: "measure", startTime: start, duration: end - start };
    const measure = new PerformanceMeasure(idl.internal, fields, detail);
    timeline.push(measure);
    return measure;
  }
  clearMarks(markName = undefined) {
    slot.get(this);
    clear("mark", markName);
  }
  clearMeasures(measureName = undefined) {
    slot.get(this);
    clear("measure", measureName);
  }
  getEntries() {
    slot.get(this);
    return select(() => true);
  }
  getEntriesByName(name, type = undefined) {
    slot.get(this);
    idl.required(arguments.length, 1, "Failed to execute 'getEntriesByName' on 'Performance'");
    const text = idl.dom(name);
    const kind = type === undefined ? undefined : idl.dom(type);
    return select((entry) => entry.name === text && (kind === undefined || entry.entryType === kind));
  }
  getEntriesByType(type) {
    slot.get(this);
    idl.required(arguments.length, 1, "Failed to execute 'getEntriesByType' on 'Performance'");
    const kind = idl.dom(type);
    return select((entry) => entry.entryType === kind);
  }
  toJSON() {
    slot.get(this);
    return { timeOrigin };
  }
}
idl.define(Performance, ["timeOrigin"]);

const select = (keep) =>
  timeline
    .filter((entry) => keep(entries.get(entry)))
    .sort((a, b) => entries.get(a).startTime - entries.get(b).startTime);

function clear(type, name) {
  const text = name === undefined ? undefined : idl.dom(name);
  timeline = timeline.filter((entry) => {
    const fields = entries.get(entry);
    return fields.entryType !== type || (text !== undefined && fields.name !== text);
  });
}

exports.performance = new Performance(idl.internal);
Object.assign(exports, { Performance, PerformanceEntry, PerformanceMark, PerformanceMeasure });
