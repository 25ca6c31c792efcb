/** Workers as processes: ended by a signal, and by a file that ends whoever reads it. */
import { afterAll, describe, expect, test } from "bun:test";
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { jobs } from "../../src/work/jobs.ts";
import { emptyFolder, startMidiq } from "../cli/run.ts";
import { hasServer, newDatabase } from "../server.ts";
import { opened, put, tune } from "./queue.ts";

const folder = emptyFolder();
afterAll(folder.remove);
const at = (...names: readonly string[]): string => join(folder.path, ...names);
const main = join(import.meta.dirname, "../../src/cli/main.ts");

/** An analyzer that waits in each file, and ends its process in files of one note. */
const plugin = `import { defineAnalyzer, definePlugin, z } from ${JSON.stringify(join(import.meta.dirname, "../../mod.ts"))};
const deadly = defineAnalyzer({
  id: "deadly",
  version: 1,
  description: "ends its process",
  output: z.object({ deadly: z.int().nullable().meta({ description: "notes" }) }),
}).run((song) => {
  Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, Number(process.env.DEADLY_WAIT));
  if (song.notes.length === 1) process.kill(process.pid, "SIGKILL");
  return { deadly: song.notes.length };
});
export default definePlugin(import.meta.url, { name: "deadly", api: 1, provides: [deadly] });
`;

describe.skipIf(!hasServer)("workers as processes", () => {
  const start = (db: string, wait: string) =>
    Bun.spawn(
      [
        process.execPath,
        main,
        "work",
        "--until-empty",
        "--heartbeat",
        "1",
        "--workers",
        "1",
        "--db",
        db,
        "--plugin",
        at("deadly.ts"),
        "--json",
      ],
      {
        cwd: folder.path,
        stdout: "pipe",
        stderr: "pipe",
        env: { ...process.env, XDG_CONFIG_HOME: folder.path, DEADLY_WAIT: wait },
      },
    );
  const queue = async (music: string): Promise<string> => {
    writeFileSync(at("deadly.ts"), plugin);
    const db = await newDatabase();
    const words = ["add", "--queue", at(music), "--db", db, "--plugin", at("deadly.ts")];
    expect(await startMidiq(folder.path, words)).toMatchObject({ status: 0 });
    return db;
  };

  test("a file that ends each process that reads it is found, named and left alone; all others are stored", async () => {
    for (let n = 0; n < 60; n++) put(at("music", `${n}.mid`), tune(n === 33 ? "C4 1/4" : `C4 1/4 D4 1/${n + 1}`));
    const db = await queue("music");
    let lost = 0;
    for (let status: number | null = -1; status !== 0; lost++) {
      expect(lost).toBeLessThanOrEqual(9);
      const worker = start(db, "0");
      status = await worker.exited;
      if (status !== 0) expect(worker.signalCode).toBe("SIGKILL");
    }
    const catalogue = await opened(db);
    expect(await catalogue.query("select count(*)::int4 as n from copy")).toEqual([{ n: 59 }]);
    expect(await catalogue.query("select path, code from reject")).toEqual([
      { path: at("music/33.mid"), code: "worker-lost" },
    ]);
    expect(await jobs(catalogue, "poisoned", undefined)).toMatchObject({ units: [{ paths: [at("music/33.mid")] }] });
    await catalogue.close();
  }, 240_000);

  test("a signal gives the unit back at once, with what is stored of it, and is no failure", async () => {
    for (let n = 0; n < 60; n++) put(at("slow", `${n}.mid`), tune(`C4 1/4 D4 1/${n + 1}`));
    const db = await queue("slow");
    const first = start(db, "200");
    const catalogue = await opened(db);
    while ((await catalogue.query("select from copy")).length === 0) await Bun.sleep(50);
    const began = performance.now();
    first.kill("SIGTERM");
    expect(await first.exited).toBe(0);
    expect(performance.now() - began).toBeLessThan(5000);
    expect(await new Response(first.stdout).text()).toContain('"end":"given back"');
    expect(await catalogue.query("select state, losses from unit")).toEqual([{ state: "waiting", losses: 0 }]);
    const second = start(db, "0");
    expect(await second.exited).toBe(0);
    const said = await new Response(second.stdout).text();
    expect(Number(/"unchanged":(\d+)/.exec(said)?.[1])).toBeGreaterThan(0);
    expect(await catalogue.query("select count(*)::int4 as n from copy")).toEqual([{ n: 60 }]);
    await catalogue.close();
  }, 240_000);
});
