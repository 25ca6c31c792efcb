/**
 * The fields over the corpus: `bun run eval fields [--write] [CORPUS]`. Prints every field with the share of files that have
 * a value and the range of its numbers, or writes both to docs/fields-measured.tsv and docs/fields.md.
 */
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { parseArgs } from "node:util";
import { core } from "../mod.ts";
import { parseSong } from "../src/midi/mod.ts";
import { kindOf } from "../src/plugin/kinds.ts";
import { createRegistry, type Field } from "../src/plugin/mod.ts";
import { fieldsPage, type Measured, writeMeasurements, writePage } from "../tools/fields-page.ts";
import { corpusFolder } from "./corpus.ts";

const { values, positionals } = parseArgs({ options: { write: { type: "boolean" } }, allowPositionals: true });
const corpus = positionals[0] ?? corpusFolder;
const { analyzers } = createRegistry([core]);
const seen = new Map<Field, unknown[]>(analyzers.flatMap(({ fields }) => fields.map((field) => [field, []])));
let files = 0;

for (const folder of ["dev/clear", "dev/claimed", "dev-copyleft"]) {
  for (const name of readdirSync(join(corpus, folder), { recursive: true, encoding: "utf8" }).sort()) {
    if (!/\.(midi?|kar|rmi)$/i.test(name)) continue;
    try {
      const song = parseSong(new Uint8Array(readFileSync(join(corpus, folder, name))));
      for (const { analyzer, fields } of analyzers) {
        const output: Readonly<Record<string, unknown>> = analyzer.run(song, {});
        for (const field of fields) seen.get(field)?.push(output[field.column]);
      }
      files++;
    } catch {
      // Broken on purpose; what holds no music has no fields.
    }
  }
}

const isKnown = (value: unknown): boolean =>
  value !== null && value !== undefined && !(Array.isArray(value) && value.length === 0);

function measure(field: Field, all: readonly unknown[]): Measured {
  const known = all.filter(isKnown);
  const numbers = known.filter((value) => typeof value === "number").sort((a, b) => a - b);
  const kind = kindOf(field.kind);
  const isRange = numbers.length > 0 && kind.comparison === "ordered";
  const at = (share: number): string =>
    kind.format(Number(numbers[Math.floor(share * (numbers.length - 1))]!.toPrecision(3)));
  return { percent: ((100 * known.length) / files).toFixed(0), range: isRange ? `${at(0.01)} to ${at(0.99)}` : "" };
}

const measured = new Map([...seen].map(([field, all]) => [field.name, measure(field, all)]));
if (values.write) {
  writeMeasurements({ files, of: measured });
  writePage([core]);
} else console.log(fieldsPage([core], { files, of: measured }));
