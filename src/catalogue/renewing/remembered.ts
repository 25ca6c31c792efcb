/** What a catalogue remembers of analyzers and taggers, whether their plugins are at hand or not. */
import type { Store } from "../store.ts";
import { quoted, rememberedFields } from "../tables/schema.ts";
import { countedSets } from "./staleness.ts";

/** One analyzer or tagger. */
export interface Remembered {
  readonly kind: "analyzer" | "tagger";
  readonly id: string;
  /** Contents that hold music by the version that they were last analyzed or tagged with, the newest first. */
  readonly versions: readonly { readonly version: number; readonly contents: number }[];
  /** Names of its fields; a tagger has none. */
  readonly fields: readonly string[];
  /** Contents with a value of one of its fields; undefined for a tagger. */
  readonly values: number | undefined;
  /** Contents on which it failed. */
  readonly failures: number;
}

/** All that a catalogue remembers, in order of id. Reads every row once. */
export async function rememberedParts({ client: sql }: Store): Promise<readonly Remembered[]> {
  const fields = Map.groupBy(await rememberedFields(sql), ({ owner }) => owner);
  const owners = [...fields.keys()];
  const counts = owners.map((owner, n) => {
    const columns = fields.get(owner) ?? [];
    return `count(*) filter (where ${columns.map(({ column }) => `${quoted(column)} is not null`).join(" or ")})::int4 as "n${n}"`;
  });
  const [values] = counts.length > 0 ? await sql.unsafe(`select ${counts.join(", ")} from content`) : [];
  const failed = await sql.unsafe("select analyzer, count(*)::int4 as n from failure group by analyzer");
  const failures = new Map(failed.map((row) => [String(row["analyzer"]), Number(row["n"])]));

  const parts = new Map<string, { kind: Remembered["kind"]; versions: Map<number, number> }>();
  const part = (id: string, kind: Remembered["kind"]) => {
    const known = parts.get(id) ?? { kind, versions: new Map<number, number>() };
    parts.set(id, known);
    return known;
  };
  for (const owner of owners) part(owner, "analyzer");
  for (const { list, contents } of await countedSets(sql)) {
    for (const { id, kind, version } of list) {
      const { versions } = part(id, kind);
      versions.set(version, (versions.get(version) ?? 0) + contents);
    }
  }
  return [...parts]
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([id, { kind, versions }]) => {
      const own = fields.get(id);
      return {
        kind,
        id,
        versions: [...versions]
          .map(([version, contents]) => ({ version, contents }))
          .sort((a, b) => b.version - a.version),
        fields: (own ?? []).map(({ name }) => name),
        values: own && Number(values?.[`n${owners.indexOf(id)}`] ?? 0),
        failures: failures.get(id) ?? 0,
      };
    });
}
