/** The rows of a catalogue as the in-memory match reads them. */
import type { MatchRow, Stored } from "../../dsl/mod.ts";
import type { Catalogue } from "../../src/catalogue/catalogue.ts";

type Columns = Readonly<Record<string, Stored>>;
type Json = Readonly<Record<string, unknown>>;

/** All contents that hold music, by their path. */
export async function matchRows(db: Catalogue): Promise<ReadonlyMap<string, MatchRow>> {
  const derived = db.registry.fields.filter(({ expression, table }) => expression !== undefined && table === "content");
  const rows = await db.query<{
    row: Json;
    copies: Json[];
    tracks: Json[];
    sections: Json[];
    derived: Json;
    vector: Json | null;
  }>(
    `select to_jsonb(c) as "row",
       (select jsonb_agg(to_jsonb(k)) from copy k where k."content" = c."id") as "copies",
       coalesce((select jsonb_agg(to_jsonb(t)) from track t where t."content" = c."id"), '[]') as "tracks",
       coalesce((select jsonb_agg(to_jsonb(s)) from section s where s."content" = c."id"), '[]') as "sections",
       jsonb_build_array(${derived.map(({ expression }) => `to_jsonb(${expression})`).join(", ")}) as "derived",
       (select to_jsonb(v) from vector v where v."content" = c."id") as "vector"
     from content c where c."status" <> 'rejected'`,
  );
  return new Map(
    rows.map(({ row, copies, tracks, sections, derived: values, vector }) => {
      const computed = Object.fromEntries(
        derived.map(({ name }, n) => [name, storedOf((values as unknown as unknown[])[n])]),
      );
      const bytes = (hex: unknown): Uint8Array => new Uint8Array(Buffer.from(String(hex).slice(2), "hex"));
      const columns = {
        ...columnsOf(row),
        ...computed,
        hash: String(row["hash"]).slice(2),
        facets: [...bytes(vector?.["facets"])],
        minhash: vector?.["minhash"] ? [...new Uint32Array(bytes(vector["minhash"]).buffer)] : null,
      };
      const inner = (all: readonly Json[]): readonly Columns[] => all.map(columnsOf);
      const withMono = inner(tracks).map((track) => ({
        ...track,
        mono: typeof track["polyphony"] === "number" ? track["polyphony"] <= 1 : null,
      }));
      return [String(row["path"]), { columns, copies: inner(copies), tracks: withMono, sections: inner(sections) }];
    }),
  );
}

const columnsOf = (row: Json): Columns =>
  Object.fromEntries(Object.entries(row).map(([name, value]) => [name, storedOf(value)]));

/** Dates come as text, all else as JSON has it. */
function storedOf(value: unknown): Stored {
  if (typeof value === "string" && /^\d{4}-\d\d-\d\dT/.test(value)) return Date.parse(value);
  return value as Stored;
}
