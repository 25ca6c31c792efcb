/** Routes that speak of the language: its fields, what can stand at a cursor, what a query means. */
import { z } from "zod";
import { describeCondition, describeTails, formatQuery, partsOf, withField, withoutField } from "../../../dsl/mod.ts";
import { candidatesIn } from "../../catalogue/asking/candidates.ts";
import { version } from "../../version.ts";
import { type Route, route } from "../route.ts";
import { flag, queryText } from "./shared.ts";

const fields = route({
  path: "/fields",
  tool: "fields",
  about: "fields that a query may name, those of plugins among them",
  query: z.object({ like: z.string().max(100).default("").describe("only those whose name or description holds it") }),
  answer: z.object({
    fields: z.array(
      z.object({
        name: z.string(),
        aliases: z.array(z.string()),
        kind: z.string(),
        unit: z.string(),
        about: z.string(),
        examples: z.array(z.string()),
        choices: z.array(z.string()),
        owner: z.string().describe("the analyzer that computes it, or catalogue"),
      }),
    ),
  }),
  handle: async (db, { query: { like } }) => {
    const wanted = like.toLowerCase();
    const found = db.registry.fields.filter(({ name, description }) =>
      `${name} ${description}`.toLowerCase().includes(wanted),
    );
    return {
      fields: found.map(({ name, aliases, kind, unit, description, examples, choices, owner }) => ({
        ...{ name, kind, unit, owner, about: description },
        ...{ aliases: [...aliases], examples: [...examples], choices: [...choices] },
      })),
    };
  },
});

const complete = route({
  path: "/complete",
  about: "what can stand at a place of a query: fields, operators, values that the catalogue holds",
  query: z.object({
    q: queryText,
    at: z.coerce.number().int().min(0).optional().describe("the cursor; the end unless said"),
  }),
  answer: z.object({
    start: z.int().describe("where the word begins that a candidate replaces"),
    candidates: z.array(z.object({ text: z.string(), kind: z.string(), about: z.string() })),
  }),
  handle: async (db, { query: { q, at = q.length } }) => {
    const { start, candidates } = await candidatesIn(db, q, Math.min(at, q.length));
    return { start, candidates: candidates.map(({ text, kind, about }) => ({ text, kind, about })) };
  },
});

const explain = route({
  path: "/explain",
  tool: "explain",
  about: "how a query is read, in words, and with `counts` what each condition finds alone",
  query: z.object({ q: queryText, counts: flag }),
  answer: z.object({
    query: z.string().describe("the query in the language"),
    reading: z.string().nullable(),
    words: z.array(z.string()),
    notes: z.array(z.string()),
    parts: z
      .array(z.object({ text: z.string(), field: z.string().nullable() }))
      .describe("the conditions that all have to hold"),
    conditions: z.array(z.object({ text: z.string(), count: z.int(), isEstimate: z.boolean() })),
  }),
  handle: async (db, { query: { q, counts }, signal, within }) => {
    const prepared = await db.prepare(q, { signal, within });
    const { query, checked, notes } = prepared;
    const conditions = counts ? await db.diagnose(prepared, { signal, within }) : [];
    return {
      query: formatQuery(query),
      reading: query.reading?.query ?? null,
      words: [...describeCondition(checked.condition, db.registry), describeTails(checked)].filter(Boolean),
      notes: [...notes],
      parts: partsOf(q, db.registry, { saved: await db.saved({ signal }) }).conditions.map(({ text, field }) => ({
        text,
        field: field ?? null,
      })),
      conditions: conditions.map(({ text, count, isEstimate }) => ({ text, count, isEstimate })),
    };
  },
});

const edit = route({
  path: "/edit",
  about: "a query with one condition changed, the rest of its text as it is: what a click on a value does",
  query: z.object({
    q: queryText,
    field: z.string().min(1).max(200),
    set: z
      .string()
      .max(2000)
      .optional()
      .describe("the condition that takes the place of those on the field; none takes them away"),
  }),
  answer: z.object({ q: z.string() }),
  handle: async (db, { query: { q, field, set }, signal }) => {
    const options = { saved: await db.saved({ signal }) };
    const isTaken = set === undefined;
    return {
      q: isTaken ? withoutField(q, field, db.registry, options) : withField(q, field, set, db.registry, options),
    };
  },
});

const server = route({
  path: "/server",
  about: "the version of midiq, and whether this server may change the catalogue",
  query: z.object({}),
  answer: z.object({ version: z.string(), canWrite: z.boolean() }),
  handle: async (_, { canWrite }) => ({ version, canWrite }),
});

/** All of them. */
export const languageRoutes: readonly Route[] = [fields, complete, explain, edit, server];
