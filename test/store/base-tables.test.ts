/** The list of the base tables against a new catalogue, and against the fields that queries name. */
import { afterAll, expect, test } from "bun:test";
import { core, open } from "../../mod.ts";
import { baseTable, baseTableNames } from "../../src/catalogue/tables/base-tables.ts";
import { isFeature } from "../../src/catalogue/tables/schema.ts";
import { createRegistry } from "../../src/plugin/mod.ts";
import { emptyFolder } from "../cli/run.ts";

const folder = emptyFolder();
afterAll(folder.remove, 180_000);
const { fields } = createRegistry([core]);
/** A column of a new catalogue. `wanted`: no row comes in without it. */
type Made = { readonly [K in "table" | "column" | "type"]: string } & { readonly wanted: boolean };

test("the list of columns is what the migrations make: names, types, and which a row may come in without", async () => {
  const db = await open(`${folder.path}/db`, { plugins: [core], mode: "write" });
  const rows = (await db.query(
    `select c.relname as table, a.attname as column, replace(t.typname, '_', '') || case when t.typname like '\\_%' then '[]' else '' end as type,
       a.attnotnull and not a.atthasdef and a.attidentity = '' as wanted
     from pg_attribute a join pg_class c on c.oid = a.attrelid join pg_type t on t.oid = a.atttypid
     where c.relnamespace = 'public'::regnamespace and c.relkind = 'r' and a.attnum > 0 and not a.attisdropped and a.attgenerated = ''`,
  )) as readonly Made[];
  await db.close();
  const features = new Set(fields.filter(isFeature).map(({ column }) => column));
  const made = rows
    .filter(({ table, column }) => !(table === "content" && features.has(column)))
    .map(({ table, column, type }) => `${table}.${column} ${type}`);
  const named = baseTableNames.flatMap((name) =>
    baseTable(name).columns.map(({ column, type }) => `${name}.${column} ${type}`),
  );
  expect(named.toSorted()).toEqual(made.toSorted());
  const optional = new Set(rows.filter(({ wanted }) => !wanted).map(({ table, column }) => `${table}.${column}`));
  const later = baseTableNames.flatMap((name) =>
    baseTable(name).columns.flatMap((one) => (one.later ? [`${name}.${one.column}`] : [])),
  );
  expect(later.filter((column) => !optional.has(column))).toEqual([]);
}, 120_000);

test("a field of the catalogue is a column of the list", () => {
  const own = fields.filter(({ owner, expression }) => owner === "catalogue" && expression === undefined);
  expect(own.length).toBeGreaterThan(15);
  const strangers = own.filter(({ table, column }) => !baseTable(table).columns.some((one) => one.column === column));
  expect(strangers.map(({ name }) => name)).toEqual([]);
});
