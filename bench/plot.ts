/**
 * Time of plots: `bun run bench plot [--json] [--contents 100000] [--keep FOLDER]`. A catalogue of varied real
 * contents in PGlite, as in `bench query`; each kind once, from the query to SVG, in this process. `--keep` leaves the
 * folder for the next run.
 */
import { existsSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { parseArgs } from "node:util";
import { core, open } from "../mod.ts";
import { plotKinds } from "../src/plots/kinds/mod.ts";
import { svgOf } from "../src/plots/svg/page.ts";
import { report } from "./report.ts";
import { fill } from "./varied-catalogue.ts";

const { values } = parseArgs({
  options: {
    json: { type: "boolean", default: false },
    contents: { type: "string", default: "100000" },
    keep: { type: "string" },
  },
  allowPositionals: true,
});
const contents = Number(values.contents);
const folder = values.keep ?? mkdtempSync(join(tmpdir(), "midiq-bench-"));
const db = await open(folder, { plugins: [core], mode: "write" });
const [row] = await db.query<{ n: string }>("select count(*)::text as n from content");
if (Number(row?.n) < contents) await fill(db, contents - Number(row?.n), () => undefined);

const rows = [];
for (const query of ["", "key Am bpm 100..130"]) {
  const prepared = await db.prepare(query);
  for (const { name, ofFiles } of plotKinds) {
    if (!ofFiles) continue;
    const began = performance.now();
    const plot = await ofFiles(db, prepared, query, {});
    const plotted = performance.now();
    const svg = svgOf(plot);
    rows.push({
      name: `${name} ${query}`.trim(),
      "plot ms": plotted - began,
      "SVG ms": performance.now() - plotted,
      "SVG kB": svg.length / 1000,
      files: plot.count,
    });
  }
}
report(rows, values.json);
await db.close();
if (values.keep === undefined && existsSync(folder)) rmSync(folder, { recursive: true });
