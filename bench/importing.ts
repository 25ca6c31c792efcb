/** Imports a folder without analysis into a new catalogue, and prints how many contents it stored and how long it took. */
import process from "node:process";
import { changed, dedupe, hash, open, parse, pipeline, scan, store } from "../mod.ts";

const [folder = "", catalogue = "", workers = "0"] = process.argv.slice(2);
const db = await open(catalogue, { plugins: [], mode: "write" });
const began = performance.now();
const { counts, seconds: spent } = await pipeline(
  scan(folder),
  changed(db),
  hash(),
  dedupe(db),
  parse(),
  store(db),
).run({
  workers: Number(workers),
});
const seconds = (performance.now() - began) / 1000;
await db.close();
console.log(JSON.stringify({ stored: counts["stored"] ?? 0, seconds, spent }));
