// The script of README.md with 2 workers: prints what it counted and found, as JSON.
import { analyze, changed, core, dedupe, hash, open, parse, pipeline, scan, store, tag } from "midiq";

const [midi, folder] = process.argv.slice(2);
const db = await open(folder, { plugins: [core], mode: "write" });
const journey = [changed(db), hash(), dedupe(db), parse(), analyze(core), tag(core), store(db)];
const { counts } = await pipeline(scan(midi), ...journey).run({ workers: 2 });
const { rows } = await db.find("bpm 120..130");
await db.close();
console.log(
  JSON.stringify({
    stored: counts.stored,
    failed: Object.keys(counts).filter((name) => name.startsWith("failed")),
    paths: rows.map(({ path }) => path),
  }),
);
