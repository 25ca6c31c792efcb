// The engine and the journey on Deno, run by test/deno/deno.test.ts: prints one JSON object.
import { analyze, core, dedupe, hash, open, parse, pipeline, scan, store, tag } from "../../mod.ts";

const [sample, home] = process.argv.slice(2) as [string, string];
const stored: number[] = [];
for (const workers of [0, 2]) {
  const db = await open(`${home}/${workers}`, { plugins: [core], mode: "write" });
  const journey = pipeline(scan(sample), hash(), dedupe(db), parse(), analyze(core), tag(core), store(db));
  stored.push((await journey.run({ workers })).counts["stored"] ?? 0);
  stored.push((await db.find("bpm 120..130 key in [C,G]")).rows.length);
  await db.close();
}
console.log(JSON.stringify(stored));
