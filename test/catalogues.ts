/** The bundled sample in a catalogue: added once a process, then copied. Adding takes seconds, a copy takes a moment. */
import { cpSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { core, journey, open, scan } from "../mod.ts";
import { sample } from "./cli/run.ts";
import { copyOfDatabase, newDatabase } from "./server.ts";

async function fill(url: string): Promise<string> {
  const db = await open(url, { plugins: [core], mode: "write" });
  await journey(db, [core], scan(sample)).run({ workers: 0 });
  await db.close();
  return url;
}

let inFolder: Promise<string> | undefined;
let onServer: Promise<string> | undefined;

/** Puts a catalogue with the sample into a folder that is not there yet. Returns the folder. */
export async function sampleIn(folder: string): Promise<string> {
  if (inFolder === undefined) {
    const made = mkdtempSync(join(tmpdir(), "midiq-sample-"));
    process.on("exit", () => rmSync(made, { recursive: true, force: true }));
    inFolder = fill(join(made, "catalogue"));
  }
  cpSync(await inFolder, folder, { recursive: true });
  return folder;
}

/** The URL of a new database on the tests' server, with the sample in it. */
export async function sampleOnServer(): Promise<string> {
  onServer ??= newDatabase().then(fill);
  return copyOfDatabase(await onServer);
}
