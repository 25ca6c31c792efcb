/** Fields that are computed from the columns of others when they are asked for: `tonic` of `key`, `bpm.by`, `dupe`. */
import { ownField } from "./catalogue-fields.ts";
import type { Field } from "./fields.ts";

/** A derived field, and the columns without which it is not offered. */
interface Derived {
  readonly field: Field;
  readonly needs: readonly string[];
}

/** Lanes of the drums, whose columns hold the distinct bars of one piece of the kit each. */
const lanes = ["kick", "snare", "clap", "rim", "hat", "openhat", "ride", "crash", "tom"] as const;

const always: readonly Derived[] = [
  {
    needs: ["key"],
    field: ownField("content", {
      name: "tonic",
      column: "key",
      expression: '("key" % 12)',
      of: ({ key }) => (typeof key === "number" ? key % 12 : null),
      kind: "tonic",
      owner: "key",
      description: "tonic of the key, whatever the mode",
      examples: ["tonic F#"],
    }),
  },
  {
    needs: ["key"],
    field: ownField("content", {
      name: "mode",
      column: "key",
      expression: '("key" / 12)',
      of: ({ key }) => (typeof key === "number" ? Math.trunc(key / 12) : null),
      kind: "mode",
      owner: "key",
      description: "mode of the key: major, minor, dorian ...",
      examples: ["mode dorian"],
    }),
  },
  {
    needs: ["notes_hash"],
    field: ownField("content", {
      name: "dupe",
      column: "notes_hash",
      // The smallest path is the one that is none: the same on every machine, whatever came in first.
      expression:
        `(exists (select 1 from content d where d."notes_hash" = c."notes_hash" and d."status" <> 'rejected'` +
        ` and (d."path" collate "C", d."id") < (c."path" collate "C", c."id")))`,
      kind: "flag",
      description: "another file has the same notes, and comes first by path",
      examples: ["not dupe"],
    }),
  },
  {
    needs: ["notes_hash"],
    field: ownField("content", {
      name: "dupes.notes",
      column: "notes_hash",
      expression:
        '(select sum(d."copies")::int4 from content d' +
        ` where d."notes_hash" = c."notes_hash" and d."status" <> 'rejected')`,
      kind: "integer",
      description: "number of files with the same notes, including files with the same bytes",
      examples: ["dupes.notes 2.."],
    }),
  },
  {
    needs: lanes,
    field: ownField("content", {
      name: "tap",
      column: "kick",
      expression: `(${lanes.map((lane) => `c."${lane}"`).join(" || ")})`,
      of: (columns) => {
        const bars = lanes.flatMap((lane) => (Array.isArray(columns[lane]) ? (columns[lane] as number[]) : []));
        return lanes.some((lane) => Array.isArray(columns[lane])) ? bars : null;
      },
      kind: "bars",
      owner: "beat",
      description: "bars of any piece of the drum kit; a drawn bar is the whole rhythm of that piece",
      examples: ["tap x..x..x...x.x..."],
    }),
  },
];

/** `x.by` and `x.at` of an estimate x: which analyzer gave the value, and when. */
function provenanceOf({ name, column, owner }: Field): readonly Derived[] {
  // An id stands in SQL text, so that only those of letters and digits have a field.
  if (!/^[a-z][a-z0-9_-]*$/i.test(owner)) return [];
  const version = `jsonb_path_query_first(s."list", '$[*] ? (@.kind == "analyzer" && @.id == "${owner}").version')`;
  return [
    {
      needs: [column],
      field: ownField("content", {
        name: `${name}.by`,
        column: "analyzer_set",
        expression: `(select '${owner}@' || (${version} #>> '{}') from analyzer_set s where s."id" = c."analyzer_set")`,
        kind: "text",
        owner,
        description: `analyzer, and its version, that computed ${name}`,
        examples: [`${name}.by ${owner}@1`],
      }),
    },
    {
      needs: [column],
      field: ownField("content", {
        name: `${name}.at`,
        column: "analyzed",
        expression: 'c."analyzed"',
        kind: "date",
        owner,
        description: `when ${name} was computed`,
        examples: [`${name}.at today`],
      }),
    },
  ];
}

/** The fields that can be derived from some others. */
export function derivedFields(fields: readonly Field[]): readonly Field[] {
  const columns = new Set(fields.map(({ column }) => column));
  const names = new Set(fields.map(({ name }) => name));
  const estimates = fields.filter(({ name, owner }) => owner !== "catalogue" && names.has(`${name}.src`));
  return [...always, ...estimates.flatMap(provenanceOf)].flatMap(({ field, needs }) =>
    needs.every((column) => columns.has(column)) ? [field] : [],
  );
}
