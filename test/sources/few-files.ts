// Run with a low limit of open files: takes all of them, then reads, and says as JSON what came of it.
import { closeSync, openSync } from "node:fs";
import { hash, pipeline, scan } from "../../mod.ts";

const [folder = "", file = ""] = process.argv.slice(2);
const rejected: string[] = [];
const ends = async (run: () => Promise<unknown>): Promise<unknown> =>
  run().then(
    () => "done",
    (error) => error.code,
  );
// What is loaded when it is first used is loaded before.
await pipeline(scan(folder), hash()).run({ workers: 0 });
const taken: number[] = [];
const take = (): void => {
  try {
    for (;;) taken.push(openSync("/dev/null", "r"));
  } catch {
    // All are taken.
  }
};
take();
const onRejected = ({ path, code }: { readonly path: string; readonly code: string }): void =>
  void rejected.push(`${path} ${code}`);
const walked = await ends(() => pipeline(scan(folder), hash()).run({ workers: 0, onRejected }));
const one = async function* () {
  yield { path: file, size: 100, mtime: 0 };
};
const read = await ends(() => pipeline(one, hash()).run({ workers: 0, onRejected }));
for (const open of taken) closeSync(open);
const after = await ends(() => pipeline(scan(folder), hash()).run({ workers: 0, onRejected }));
process.stdout.write(JSON.stringify({ walked, read, after, rejected }));
