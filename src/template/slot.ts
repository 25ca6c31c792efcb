/** What stands in the braces of a template: a field, and how its value is written. */
import { QueryError, type Span, suggest, tagNamespaces } from "../../dsl/mod.ts";
import { shortKey } from "../music/keys.ts";
import type { Field } from "../plugin/fields.ts";
import { kindOf } from "../plugin/kinds.ts";
import type { Registry } from "../plugin/registry.ts";
import type { Value } from "../plugin/value.ts";
import { type DateFormat, formatDate, readDateFormat } from "./format-date.ts";
import { formatNumber } from "./format-number.ts";
import { type FormatSpec, fillUp, formatText, integerTypes, numberTypes, readFormatSpec } from "./format-spec.ts";

/** One row as a template sees it. */
export interface TemplateRow {
  readonly path: string;
  /** BLAKE3 of the bytes in hex. */
  readonly hash: string;
  readonly copies: number;
  /** Running number of the row, from 1. */
  readonly n: number;
  /** Stored values by field. */
  readonly values: Readonly<Record<string, unknown>>;
}

/** A place in a template that a value is put in. */
export interface Slot {
  /** As it was typed. */
  readonly name: string;
  /** The field whose value has to be read for it; undefined for what every row has. */
  readonly field: string | undefined;
  /** The value as text; undefined where it is unknown. */
  readonly textOf: (row: TemplateRow) => string | undefined;
  /** Written where the value is unknown. */
  readonly fallback: string | undefined;
  /** As wide as values are, so that columns stand below each other. */
  readonly widened: (text: string) => string;
  /** Whether slashes in the value separate folders. */
  readonly isFolders: boolean;
}

/** What every row has, beside fields of the catalogue. */
const own = {
  n: (row: TemplateRow) => row.n,
  copies: (row: TemplateRow) => row.copies,
  hash: (row: TemplateRow) => row.hash,
  path: (row: TemplateRow) => row.path,
  name: (row: TemplateRow) => fileNameOf(row.path).replace(/(?<=.)\.[^.]*$/, ""),
  ext: (row: TemplateRow) => /.(\.[^.]*)$/.exec(fileNameOf(row.path))?.[1]?.slice(1),
  folder: (row: TemplateRow) => foldersOf(row.path),
} as const;
const isOwn = (name: string): name is keyof typeof own => Object.hasOwn(own, name);
const ownNumbers: ReadonlySet<string> = new Set(["n", "copies"]);

/** A member of an archive lies in the folders of the archive, and in the archive as in a folder. */
const partsOf = (path: string): readonly string[] => path.split(/!?\//);
const fileNameOf = (path: string): string => partsOf(path).at(-1) ?? "";
const foldersOf = (path: string): string => partsOf(path).slice(0, -1).filter(Boolean).join("/");

/**
 * Reads what stands between braces: `bpm:03.0f`, `genre|unknown`.
 *
 * @param start offset of its first character in the template.
 * @throws QueryError `unknown-field`, `bad-format`.
 */
export function readSlot(text: string, start: number, registry: Registry): Slot {
  const [, typed = "", format, fallback] = /^([^:|]*)(?::([^|]*))?(?:\|([\s\S]*))?$/.exec(text) ?? [];
  const spaces = typed.length - typed.trimStart().length;
  const name = typed.trim();
  const span: Span = { start: start + spaces, end: start + spaces + Math.max(1, name.length) };
  const formatAt: Span = { start: start + typed.length + 1, end: start + typed.length + 1 + (format?.length ?? 0) };
  const refuse = (why: string): never => {
    throw new QueryError("bad-format", `cannot write ${name} as \`${format}\``, formatAt, why);
  };
  const lower = name.toLowerCase();
  const { align, width = "0" } = /^(?:.?(?<align>[<>^]))?[-+ ]?#?0?(?<width>\d+)?/su.exec(format ?? "")?.groups ?? {};
  const shared = {
    name,
    fallback,
    widened: (text: string) =>
      fillUp(text, { fill: " ", align: align as FormatSpec["align"], width: Number(width) }, "<"),
    isFolders: lower === "folder" || lower === "path",
  };
  if (isOwn(lower)) {
    const write = ownNumbers.has(lower) ? writerOf("integer", format, refuse) : writerOf("text", format, refuse);
    return { ...shared, field: undefined, textOf: (row) => write(own[lower](row)) };
  }
  const field = registry.find(lower);
  if (field) {
    const write = writerOf(field.kind, format, refuse);
    return { ...shared, field: field.name, textOf: (row) => write(row.values[field.name]) };
  }
  if (tagNamespaces.includes(lower)) {
    const write = writerOf("text", format, refuse);
    // A name has room for one: the first of the alphabet, so that it is the same again.
    const textOf = ({ values }: TemplateRow): string | undefined => write(tagIn(values["tag"], lower));
    return { ...shared, field: "tag", textOf };
  }
  throw unknownField(name, span, registry);
}

function unknownField(name: string, span: Span, registry: Registry): QueryError {
  if (name === "") {
    const hint = "for example {bpm:.0f}, {key}, {name}; write braces as {{ and }}";
    return new QueryError("missing-field", "there is no field name between the braces", span, hint);
  }
  const near = suggest(name, [...Object.keys(own), ...tagNamespaces, ...registry.fields.map((field) => field.name)]);
  const hint = near ? `did you mean \`{${near}}\`?` : "midiq fields lists all fields";
  return new QueryError("unknown-field", `unknown field \`${name}\``, span, hint);
}

function tagIn(tags: unknown, namespace: string): string | undefined {
  if (!Array.isArray(tags)) return undefined;
  const tag = (tags as readonly string[]).find((one) => one.startsWith(`${namespace}:`));
  return tag?.slice(namespace.length + 1).replaceAll("-", " ");
}

type Write = (value: unknown) => string | undefined;

/** How values of a kind are written; what cannot be is refused before there are rows. */
function writerOf(kind: Field["kind"], format: string | undefined, refuse: (why: string) => never): Write {
  if (kind === "date") {
    const read: DateFormat | string = readDateFormat(format ?? "%Y-%m-%d");
    if (typeof read === "string") return refuse(read);
    return (value) => (isUnknown(value) ? undefined : formatDate(new Date(value as string | number | Date), read));
  }
  const read = readFormatSpec(format ?? "");
  if (typeof read === "string") return refuse(read);
  const { sql, comparison } = kindOf(kind);
  const isNumber = /^(?:int|float)\d$/.test(sql) && comparison === "ordered";
  const isList = sql.endsWith("[]");
  const wantsNumber = read.type !== "" && numberTypes.includes(read.type);
  if (wantsNumber && (!isNumber || isList)) return refuse(`it is ${isList ? "a list" : "text"}: only s, or no type`);
  if (sql.startsWith("float") && read.type !== "" && integerTypes.includes(read.type))
    return refuse("it is not a whole number: .0f rounds");
  const isPlain = isNumber && !["duration", "pitch"].includes(kind) && read.type !== "s";
  if (wantsNumber || isPlain) {
    const plain = (value: number): string => kindOf(kind).format(value);
    return (value) => (isUnknown(value) ? undefined : formatNumber(Number(value), read, plain));
  }
  if (read.grouping !== "" || read.sign !== undefined) return refuse("it is text: signs and commas are for numbers");
  return (value) => (isUnknown(value) ? undefined : formatText(textOf(value, kind), read as FormatSpec));
}

const isUnknown = (value: unknown): boolean =>
  value === null || value === undefined || value === "" || (Array.isArray(value) && value.length === 0);

/** As producers write it: `Am`, `F#m`, `Bb`; other kinds as everywhere. */
function textOf(value: unknown, kind: Field["kind"]): string {
  if (Array.isArray(value)) return value.map((one) => textOf(one, kind)).join(", ");
  return kind === "key" ? shortKey(Number(value)) : kindOf(kind).format(value as Value);
}
