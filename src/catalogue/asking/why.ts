/** Why a file is found or not: each condition of a query with whether it holds, and what the catalogue knows. */
import { checkQuery, type Expression, likenessIn, QueryError } from "../../../dsl/mod.ts";
import { describeValue } from "../../plugin/describe.ts";
import type { Field } from "../../plugin/fields.ts";
import type { Store } from "../store.ts";
import { shownSql } from "./columns.ts";
import { evidenceOf } from "./evidence.ts";
import type { Evidence } from "./evidence-text.ts";
import { onThere } from "./hidden.ts";
import { compareLikeness } from "./likeness.ts";
import { namedWhere } from "./named.ts";
import { compileFor, type Prepared } from "./prepare.ts";

/** One condition of a query, for one content. */
export interface Reason {
  /** As it was typed; `and`, `or` and `not` for those that join others. */
  readonly text: string;
  readonly holds: boolean;
  /** What the fields of the condition hold: value, source and confidence as JSON. */
  readonly values: Readonly<Record<string, unknown>>;
  readonly evidence: readonly Evidence[];
  /** How alike the files are, where the condition compares. */
  readonly likeness?: number;
  readonly parts: readonly Reason[];
}

/**
 * The reasons for one content.
 *
 * @param id the content's id as text.
 */
export async function reasonsFor(store: Store, prepared: Prepared, id: string): Promise<Reason> {
  const { where } = prepared.query;
  if (!where) return { text: "everything", holds: true, values: {}, evidence: [], parts: [] };
  return reason(store, prepared, where, id);
}

async function reason(store: Store, prepared: Prepared, node: Expression, id: string): Promise<Reason> {
  const query = { ...prepared.query, where: node, tails: [] };
  const checked = onThere(checkQuery(query, store.registry, prepared.options), prepared.hidden);
  const { resolved, scores } = await compareLikeness(store, checked.condition);
  const compiled = {
    ...compileFor(store, query, checked, prepared.hidden, resolved),
    likeness: scores,
    options: prepared.options,
    hidden: prepared.hidden,
  };
  const fields = node.type === "and" || node.type === "or" ? [] : fieldsOf(store, node);
  const { parameters } = compiled.where;
  const columns = fields.map((field) => `, ${shownSql(field)} as "f ${field.name}"`).join("");
  const [row] = await store.query<Record<string, unknown>>(
    `select coalesce((${compiled.where.text}), false) as "holds"${columns} from content c where c."id" = $${parameters.length + 1}::int8`,
    [...parameters, id],
  );
  const parts: Reason[] = [];
  if (node.type === "and" || node.type === "or")
    for (const part of node.parts) parts.push(await reason(store, prepared, part, id));
  if (node.type === "not") parts.push(await reason(store, prepared, node.of, id));
  const score =
    likenessIn(checked.condition).length > 0 && node.type === "call" ? (scores.get(id) ?? undefined) : undefined;
  const holds = row?.["holds"] === true;
  return {
    text: parts.length > 0 ? node.type : prepared.query.text.slice(node.span.start, node.span.end),
    holds,
    values: Object.fromEntries(fields.map((field) => [field.name, describeValue(row?.[`f ${field.name}`], field)])),
    evidence: holds && parts.length === 0 ? ((await evidenceOf(store, compiled, [id])).get(id) ?? []) : [],
    ...(score !== undefined && { likeness: score }),
    parts,
  };
}

/** The field that a condition names, with its source and confidence where it is an estimate. */
function fieldsOf(store: Store, node: Expression): readonly Field[] {
  if (node.type !== "compare" && node.type !== "flag" && node.type !== "known") return [];
  const name = node.field.name;
  const own = store.registry.find(name) ?? store.registry.find("tag");
  return [own, ...["src", "conf"].map((sub) => store.registry.find(`${name}.${sub}`))].filter(
    (field) => field !== undefined,
  );
}

/**
 * The id of the one content that a path or the start of a hash means.
 *
 * @throws QueryError `missing-file` when there is none.
 */
export async function contentIdOf(store: Store, named: string, path: string): Promise<string> {
  const { text, parameters } = await namedWhere(store, named, path);
  const [row] = await store.query<{ id: string }>(
    `select c."id"::text as "id" from content c where ${text} order by c."id" limit 1`,
    parameters,
  );
  if (row) return row.id;
  throw new QueryError(
    "missing-file",
    `the catalogue does not know \`${named}\``,
    { start: 0, end: 0 },
    "midiq add it first",
  );
}
