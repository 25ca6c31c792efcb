/** Routes that count: by value, and the catalogue at a glance. */
import { z } from "zod";
import { partsOf, quoteValue, type SavedQuery, withoutField } from "../../../dsl/mod.ts";
import type { FacetValue } from "../../catalogue/asking/facets.ts";
import { AskedError } from "../../errors.ts";
import type { Field } from "../../plugin/fields.ts";
import { kindOf } from "../../plugin/kinds.ts";
import type { Registry } from "../../plugin/registry.ts";
import { type Route, route } from "../route.ts";
import { names, queryText } from "./shared.ts";

/** Fields that one request may count. */
const mostFields = 12;

/** The condition that finds the files of one value, in the language. */
export function conditionOf(field: Pick<Field, "name" | "kind">, { label, values: [value] }: FacetValue): string {
  if (value === null || value === undefined) return `no ${field.name}`;
  if (field.kind === "flag") return `${field.name} = ${value === true ? "yes" : "no"}`;
  const { comparison } = kindOf(field.kind);
  // Dates are counted by month.
  if (field.kind === "date") return `${field.name} ${label.slice(0, "2026-11".length)}`;
  if (comparison === "ordered") return `${field.name} ${label}`;
  return `${field.name} ${comparison === "text" ? "= " : ""}${quoteValue(label)}`;
}

/** A query's conditions alone: counts mind no order and no limit. */
const conditionsIn = (query: string, registry: Registry, saved: ReadonlyMap<string, SavedQuery>): string =>
  partsOf(query, registry, { saved })
    .conditions.map(({ text }) => text)
    .join(" ");

const facets = route({
  path: "/facets",
  tool: "facets",
  about: "how many of the found files have each value of some fields, each without the query's own condition on it",
  query: z.object({ q: queryText, by: names.describe("fields, or namespaces of tags, with commas between them") }),
  answer: z.object({
    facets: z.array(
      z.object({
        field: z.string(),
        kind: z.string(),
        values: z.array(
          z.object({
            label: z.string(),
            value: z.json(),
            count: z.int(),
            query: z.string().describe("the condition that finds these files"),
          }),
        ),
        isEstimate: z.boolean(),
        more: z.boolean().describe("there are more values than these"),
      }),
    ),
  }),
  handle: async (db, { query: { q, by }, signal, within }) => {
    if (by.length > mostFields)
      throw new AskedError("bad-limit", `Cannot count ${by.length} fields at once: expected at most ${mostFields}`);
    const saved = await db.saved({ signal });
    const found = [];
    for (const name of by) {
      const without = withoutField(q, db.registry.find(name)?.name ?? "tag", db.registry, { saved });
      const prepared = await db.prepare(`${conditionsIn(without, db.registry, saved)} facet ${name}`.trim(), {
        signal,
        within,
      });
      for (const {
        fields: [field],
        values,
        isEstimate,
        more,
      } of await db.facets(prepared, { signal, within })) {
        if (!field) continue;
        found.push({
          field: field.name,
          kind: field.kind,
          values: values.map((value) => ({
            label: value.label,
            value: (value.values[0] ?? null) as never,
            count: value.count,
            query: conditionOf(field, value),
          })),
          isEstimate,
          more,
        });
      }
    }
    return { facets: found };
  },
});

const stats = route({
  path: "/stats",
  tool: "stats",
  about: "the catalogue at a glance, or what a query finds",
  query: z.object({ q: queryText }),
  answer: z.looseObject({ contents: z.int(), files: z.int(), isEstimate: z.boolean() }),
  handle: async (db, { query: { q }, signal, within }) => ({ ...(await db.stats(q, { signal, within })) }),
});

const saved = route({
  path: "/saved",
  tool: "saved",
  about: "saved queries",
  query: z.object({}),
  answer: z.object({
    saved: z.array(
      z.object({ name: z.string(), query: z.string(), parameters: z.array(z.string()), about: z.string().nullable() }),
    ),
  }),
  handle: async (db, { signal }) => ({
    saved: [...(await db.saved({ signal }))].map(([name, { query, parameters, about }]) => ({
      name,
      query,
      parameters: [...parameters],
      about,
    })),
  }),
});

/** All of them. */
export const countRoutes: readonly Route[] = [facets, stats, saved];
