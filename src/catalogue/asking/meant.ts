/** What may have been meant by a condition that finds nothing: a value nearly typed, those that there are, or a field. */
import { type Expression, suggest, tagNamespaces } from "../../../dsl/mod.ts";
import type { Field } from "../../plugin/fields.ts";
import { kindOf } from "../../plugin/kinds.ts";
import type { Value } from "../../plugin/value.ts";
import type { Store } from "../store.ts";
import { valueSql } from "./columns.ts";
import { countOf, sampleOf } from "./count.ts";
import { prepare } from "./prepare.ts";

type Comparison = Extract<Expression, { type: "compare" }>;
type FreeText = Extract<Expression, { type: "text" }>;

/** Comparisons with plain words, wherever they stand outside of scopes. */
export function comparisons(node: Expression | undefined): readonly Comparison[] {
  return all(node).filter(
    (one): one is Comparison =>
      one.type === "compare" && one.items.every(({ type }) => type === "word" || type === "string"),
  );
}

/** Conditions that are joined or negated, outside of scopes. */
function all(node: Expression | undefined): readonly Expression[] {
  if (node?.type === "and" || node?.type === "or") return node.parts.flatMap(all);
  if (node?.type === "not") return all(node.of);
  return node ? [node] : [];
}

/** A hint for people; undefined where nothing can be said. */
export async function meantBy(store: Store, part: Expression): Promise<string | undefined> {
  for (const node of all(part)) {
    const hint =
      node.type === "text"
        ? await meantField(store, node)
        : node.type === "compare"
          ? await meantValue(store, node)
          : undefined;
    if (hint !== undefined) return hint;
  }
  return undefined;
}

/** The field of a comparison; that of `genre house` is `tag`, within a namespace. */
function fieldOf(store: Store, name: string): { readonly field: Field; readonly prefix: string } | undefined {
  const isNamespace = tagNamespaces.includes(name);
  const field = store.registry.find(isNamespace ? "tag" : name);
  return field && { field, prefix: isNamespace ? `${name}:` : "" };
}

async function meantValue(store: Store, node: Comparison): Promise<string | undefined> {
  const { name } = node.field;
  const { field, prefix } = fieldOf(store, name) ?? {};
  // Conditions on names and tracks are about rows of their own.
  if (field?.table !== "content") return undefined;
  const { comparison } = kindOf(field.kind);
  if (comparison === "set") return meantWord(store, node, field, prefix ?? "");
  if (comparison === "equal") return oneOf(name, await frequent(store, field, ""));
  return comparison === "ordered" ? rangeOf(store, name, field) : undefined;
}

/** Values that are looked through for one that is nearly the typed word. */
const mostValues = 20_000;
/** Values that are told where none is near. */
const toldValues = 6;

/** `no inst named piamo - did you mean piano?`; where no word is near, those that are frequent. */
async function meantWord(store: Store, node: Comparison, field: Field, prefix: string): Promise<string | undefined> {
  const known = await frequent(store, field, prefix, mostValues);
  const behind = (word: string): string => word.slice(word.indexOf(":") + 1);
  const { name } = node.field;
  for (const item of node.items) {
    if (item.type !== "word" && item.type !== "string") continue;
    const near = suggest(item.text, known) ?? suggest(item.text, known.map(behind));
    // Files that hold no music, which are not asked for, may have the very word.
    if (near !== undefined && near !== item.text) return `no ${name} named ${item.text} - did you mean ${near}?`;
  }
  return oneOf(name, known);
}

function oneOf(name: string, known: readonly string[]): string | undefined {
  if (known.length === 0) return `no file here has a value for ${name}`;
  const rest = known.length > toldValues ? " ..." : "";
  return `${name} here: ${known.slice(0, toldValues).join(", ")}${rest}`;
}

/** Values as people read them, the most frequent first; in a large catalogue those of a sample. */
async function frequent(store: Store, field: Field, prefix: string, most = toldValues + 1): Promise<readonly string[]> {
  const { sql, format } = kindOf(field.kind);
  const isList = sql.endsWith("[]");
  const { where } = await sampleOf(store);
  const rows = await store.query<{ v: Value }>(
    `select x.v from (select ${isList ? "e.v" : valueSql(field)} as v from content c
       ${isList ? `cross join lateral unnest(${valueSql(field)}) as e(v)` : ""} where c."status" <> 'rejected'${where}) x
     where x.v is not null${prefix === "" ? "" : " and starts_with(x.v, $1::text)"}
     group by 1 order by count(*) desc, 1 limit ${most}`,
    prefix === "" ? [] : [prefix],
  );
  return rows.map(({ v }) => format(v).slice(prefix.length));
}

/** From where to where the values of a number go; in a large catalogue those of a sample. */
async function rangeOf(store: Store, name: string, field: Field): Promise<string | undefined> {
  const value = valueSql(field);
  const { where, share } = await sampleOf(store);
  const [row] = await store.query<{ low: Value | null; high: Value | null }>(
    `select min(${value}) as "low", max(${value}) as "high" from content c where c."status" <> 'rejected'${where}`,
  );
  if (row?.low === null || row?.high === null || row === undefined) return `no file here has a value for ${name}`;
  const { format, sql } = kindOf(field.kind);
  if (sql === "timestamptz") return undefined;
  return `${name} here ranges from ${share < 1 ? "about " : ""}${format(Number(row.low))} to ${format(Number(row.high))}`;
}

/** Fields that a word may be a value of when it stands alone. */
const readable = ["meter", "mode", "key"] as const;
/** Numbers that stand alone are tempi. */
const [slowest, fastest] = [40, 250];

/** A word that no name and no text has: a value whose field was left out, or a slip. */
async function meantField(store: Store, { value: { type, text } }: FreeText): Promise<string | undefined> {
  if (type !== "word") return undefined;
  for (const name of readable) {
    const field = store.registry.find(name);
    if (field && kindOf(field.kind).parse(text) && (await finds(store, `${name} ${text}`)))
      return `no name or text contains it - did you mean ${name} ${text}?`;
  }
  const isTempo = /^\d+$/.test(text) && Number(text) >= slowest && Number(text) <= fastest;
  if (isTempo && (await finds(store, `bpm ${text}`))) return `no name or text contains it - did you mean bpm ${text}?`;
  for (const name of ["tag", "instruments"]) {
    const field = store.registry.find(name);
    if (!field) continue;
    const known = (await frequent(store, field, "", mostValues)).map((word) => word.slice(word.indexOf(":") + 1));
    const near = suggest(text, known);
    if (near !== undefined) return `no name or text contains it - did you mean ${near}?`;
  }
  return "no name, folder, tag or text contains it";
}

/** A hint that finds nothing either is none. */
const finds = async (store: Store, query: string): Promise<boolean> =>
  (await countOf(store, await prepare(query, store, { strict: true }))).count > 0;
