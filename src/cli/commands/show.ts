/** midiq show: all that the catalogue knows of one file. */
import { homedir } from "node:os";
import { resolve } from "node:path";
import type { Shown } from "../../catalogue/show.ts";
import { programNames } from "../../music/gm.ts";
import { type Field, featureOf } from "../../plugin/fields.ts";
import { kindOf } from "../../plugin/kinds.ts";
import { exits } from "../failure.ts";
import { type CatalogueOptions, withCatalogue } from "../settings.ts";

/** Options of `midiq show`. */
export interface ShowOptions extends CatalogueOptions {
  readonly json?: true;
}

/** Shows a file by its path, or by the start of its hash. */
export async function show(named: string, options: ShowOptions): Promise<number> {
  return withCatalogue(options, "read", async (db) => {
    // In quotes the shell leaves the ~ to us.
    const byPath = await db.show(resolve(named.replace(/^~(?=\/)/, homedir())));
    const found = byPath.length > 0 ? byPath : await db.show(named);
    if (found.length === 0) {
      process.stderr.write(
        `The catalogue does not know "${named}": give a path that was added, or 6 hex digits of a hash\n`,
      );
      return exits.nothing;
    }
    const print = options.json
      ? (shown: Shown) => JSON.stringify(shown)
      : (shown: Shown) => `${pageOf(shown, db.registry.fields).join("\n")}\n`;
    for (const one of found) process.stdout.write(`${print(one)}\n`);
    return exits.found;
  });
}

const labelWidth = 22;
/** Longer texts (lyrics, melodies) are cut here; --json gives all of them. */
const longestText = 80;
const line = (label: string, value: string): string => `  ${label.padEnd(labelWidth)} ${value}`;

function pageOf(shown: Shown, fields: readonly Field[]): readonly string[] {
  const [first, ...others] = shown.paths;
  const known = fields.filter((field) => field.expression === undefined && !/\.(src|conf)$/.test(field.name));
  return [
    first ?? shown.hash,
    ...others.map((path) => `  copy: ${path}`),
    "",
    line("hash", shown.hash),
    line("size", `${shown.size} bytes`),
    line("status", shown.status),
    ...shown.rejects.map((reject) => line("rejected", `${reject.stage}: ${reject.message} (${reject.code})`)),
    ...known.flatMap((field) => {
      const value = shown.fields[featureOf(field)];
      if (value === undefined || value === null || (Array.isArray(value) && value.length === 0)) return [];
      const old = shown.stale.includes(field.owner) ? `  (stale: ${field.owner} is newer)` : "";
      return [line(field.name, printed(value, field) + evidenceOf(shown, field) + old)];
    }),
    ...shown.failures.map(({ analyzer, version, code, message }) =>
      line("failed", `${analyzer}@${version}: ${message} (${code})`),
    ),
    ...tagLines(shown),
    ...Object.entries(shown.detail).flatMap(([name, value]) => detailOf(name, value)),
  ];
}

function printed(value: unknown, field: Field): string {
  if (Array.isArray(value)) return value.join(", ");
  if (typeof value === "number" || typeof value === "boolean") {
    const text = kindOf(field.kind).format(value);
    return saysUnit(field) ? `${text} ${field.unit}` : text;
  }
  const text = String(value).replaceAll("\n", " / ");
  return text.length > longestText ? `${text.slice(0, longestText)}...` : text;
}

/** Units that neither the field's name nor its printed value says already: `polyphony 4 notes`, but `bars 32`. */
const saysUnit = ({ name, unit }: Field): boolean =>
  unit !== "" && !name.includes(unit) && !["s", "pitch", "velocity"].includes(unit);

/** Where an estimate comes from and how sure it is. */
function evidenceOf(shown: Shown, field: Field): string {
  const source = shown.fields[`${featureOf(field)}_source`];
  const confidence = shown.fields[`${featureOf(field)}_confidence`];
  if (typeof source !== "string") return "";
  return typeof confidence === "number" ? `  (${source}, confidence ${confidence.toFixed(2)})` : `  (${source})`;
}

/** The tags, which of them people gave, which they took away, and why it has the others. */
function tagLines({ tags, manual, evidence }: Shown): readonly string[] {
  const marked = tags.map((tag) => (manual[tag] ? `${tag} (manual)` : tag));
  const removed = Object.keys(manual).filter((tag) => !manual[tag]);
  // Copies in one folder have one reason.
  const reasons = evidence.map(({ tag, why, rule, source }) => `${tag}: ${why} (${rule}; ${source})`);
  return [
    ...(marked.length > 0 ? [line("tags", marked.join(", "))] : []),
    ...(removed.length > 0 ? [line("removed by hand", removed.join(", "))] : []),
    ...[...new Set(reasons)].map((reason, n) => line(n === 0 ? "why these tags" : "", reason)),
  ];
}

/** Parts of the detail as lines: each part is a list of records that say what they are. */
const detailLines: Readonly<Record<string, (entry: Readonly<Record<string, unknown>>) => string>> = {
  tracks: ({ name, notes, channel, program }) =>
    [
      name ?? "(no name)",
      `${notes} notes`,
      ...(channel === undefined
        ? []
        : [`channel ${channel}`, channel === 10 ? "drums" : programNames[Number(program)]]),
    ].join(", "),
  texts: ({ type, text }) => `${type}: ${text}`,
  lyrics: ({ text }) => String(text),
  problems: ({ code, offset, track, count }) =>
    `${code} at byte ${offset}${Number(track) >= 0 ? `, track ${track}` : ""}${Number(count) > 1 ? `, ${count} times` : ""}`,
};

function detailOf(name: string, value: unknown): readonly string[] {
  const print = detailLines[name];
  if (!print || !Array.isArray(value)) return [];
  return value.map((entry, n) => line(n === 0 ? name : "", print(entry)));
}
