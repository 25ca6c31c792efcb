/** The command on machines that only share a server: two host names by `unshare --uts`, which takes root on Linux. */
import { afterAll, describe, expect, test } from "bun:test";
import { spawnSync } from "node:child_process";
import { mkdirSync, readFileSync, renameSync, writeFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { bunFlags } from "../../src/isolation/bun-flags.ts";
import { emptyFolder, type Outcome } from "../cli/run.ts";
import { hasServer, newDatabase } from "../server.ts";
import { fill, song } from "./machines.ts";

const canUnshare = spawnSync("unshare", ["--uts", "hostname", "midiq-test"]).status === 0;
if (!canUnshare) console.error("skipped: tests with two host names, which need root and unshare --uts");

const folder = emptyFolder();
afterAll(folder.remove);
const main = resolve(import.meta.dir, "../../src/cli/main.ts");

/** Runs the command on a machine of another host name. */
async function on(
  host: string,
  words: readonly string[],
  env: Readonly<Record<string, string>> = {},
): Promise<Outcome> {
  const script = 'hostname "$1" && shift && exec "$@"';
  const run = Bun.spawn(
    ["unshare", "--uts", "sh", "-c", script, "sh", host, process.execPath, ...bunFlags(), main, ...words],
    {
      cwd: folder.path,
      stdout: "pipe",
      stderr: "pipe",
      env: { ...process.env, NO_COLOR: "1", MIDIQ_DB: "", HOME: folder.path, ...env },
    },
  );
  const [stdout, stderr, status] = await Promise.all([
    new Response(run.stdout).text(),
    new Response(run.stderr).text(),
    run.exited,
  ]);
  return { stdout, stderr, status };
}

/** What `midiq add --json` counted. */
const countsOf = ({ stdout }: Outcome): Readonly<Record<string, number>> =>
  (JSON.parse(stdout.trim().split("\n").at(-1) ?? "{}") as { counts: Record<string, number> }).counts;

describe.skipIf(!canUnshare || !hasServer)("two host names, one path, one server", () => {
  const music = join(folder.path, "midi");
  const [ofA, ofB] = [join(folder.path, "of A"), join(folder.path, "of B")];
  const put = (own: string, work: () => Promise<Outcome>): Promise<Outcome> => {
    renameSync(own, music);
    return work().finally(() => renameSync(music, own));
  };

  test("all files of both are found, adding again changes nothing, and neither touches the other's files", async () => {
    const db = await newDatabase();
    fill(ofA, { "1.mid": song(1), "2.mid": song(2), "bad.mid": Buffer.from("<html>A</html>") });
    fill(ofB, { "1.mid": song(4), "2.mid": song(5), "bad.mid": Buffer.from("<html>B</html>") });
    const add = ["add", music, "--db", db, "--json", "--workers"];
    expect(countsOf(await put(ofA, () => on("srvA", [...add, "1"])))).toMatchObject({ stored: 2, rejected: 1 });
    const second = await put(ofB, () => on("srvB", [...add, "2"]));
    expect(countsOf(second)).toMatchObject({ stored: 2, rejected: 1 });
    expect(second.stderr).toContain("is new to the catalogue");
    for (const [own, host] of [
      [ofA, "srvA"],
      [ofB, "srvB"],
    ] as const) {
      const { found, unchanged, rejected } = countsOf(await put(own, () => on(host, [...add, "2"])));
      expect({ found, unchanged, rejected }).toEqual({ found: 3, unchanged: 3, rejected: 0 });
    }
    const paths = await put(ofB, () => on("srvB", ["find", "", "-o", "paths", "--db", db]));
    const all = ["1.mid", "2.mid"].flatMap((name) => [join(music, name), `srvA:${join(music, name)}`]);
    expect(paths.stdout.trim().split("\n").sort()).toEqual(all.sort());
    expect((await on("srvB", ["db", "check", "--db", db])).status).toBe(0);

    // What is A's is shown as A's, and nothing of B's is done to it.
    const shown = await put(ofB, () => on("srvB", ["show", `srvA:${music}/1.mid`, "--db", db]));
    expect(shown.stdout).toContain(`srvA:${music}/1.mid`);
    const run = await put(ofB, () => on("srvB", ["find", "", "-x", "echo {}", "--db", db]));
    expect(run.stdout.trim().split("\n").sort()).toEqual([join(music, "1.mid"), join(music, "2.mid")]);
    expect(run.stderr).toMatch(/left out 2 files, for example .*: it is on srvA/);
    const list = await put(ofB, () => on("srvB", ["find", "", "-o", "m3u", "--db", db]));
    expect(list.stdout).not.toContain("srvA:");
    const out = join(folder.path, "out");
    const exported = await put(ofB, () => on("srvB", ["export", "--files", "--to", out, "", "--db", db]));
    expect(exported.stderr).toContain("it is on srvA");
    const before = ["1.mid", "2.mid"].map((name) => readFileSync(join(ofB, name)));
    const planned = await put(ofB, () => on("srvB", ["rename", "new {n}", "", "--db", db]));
    expect(`${planned.stdout}${planned.stderr}`).toMatch(/2 files stay, for example .*: it is on srvA/);
    const moved = await put(ofB, () => on("srvB", ["rename", "new {n}", "", "--apply", "--db", db]));
    expect(moved.stderr).toContain("moved 2 files");
    await put(ofB, () => on("srvB", ["undo", "--db", db]));
    expect(["1.mid", "2.mid"].map((name) => readFileSync(join(ofB, name)))).toEqual(before);
    expect(countsOf(await put(ofB, () => on("srvB", [...add, "0"])))).toMatchObject({ found: 3, unchanged: 3 });
  }, 240_000);

  test("a container with a random name asks for a location, and with one the next container knows the files", async () => {
    const db = await newDatabase();
    const own = join(folder.path, "volume");
    fill(own, { "1.mid": song(1), "2.mid": song(2) });
    const docker = { container: "docker" };
    const add = ["add", own, "--db", db, "--json", "--workers", "0"];
    const first = await on("3f2a9c1b7d44", add, docker);
    expect(first.stderr).toContain('the name of this container, \\"3f2a9c1b7d44\\", is random');
    // The files are the same: it is the same place.
    expect(countsOf(await on("aaaaaaaaaaaa", add, docker))).toMatchObject({ unchanged: 2 });
    fill(own, { "1.mid": song(3), "2.mid": song(4) });
    const refused = await on("bbbbbbbbbbbb", add, docker);
    expect(refused).toMatchObject({ status: 2 });
    expect(refused.stderr).toContain("give them a lasting place with midiq add PATH --location NAME=PATH");
    const named = [...add, "--location", `vol=${own}`];
    expect(countsOf(await on("bbbbbbbbbbbb", named, docker))).toMatchObject({ stored: 2 });
    expect(countsOf(await on("cccccccccccc", named, docker))).toMatchObject({ found: 2, unchanged: 2 });
    expect((await on("cccccccccccc", ["db", "check", "--db", db], docker)).status).toBe(0);
  }, 180_000);

  test("a configuration names locations", async () => {
    const db = await newDatabase();
    const home = join(folder.path, "home");
    const own = join(home, "nas");
    fill(own, { "1.mid": song(1) });
    mkdirSync(join(home, ".config/midiq"), { recursive: true });
    writeFileSync(
      join(home, ".config/midiq/midiq.config.mjs"),
      `export default { locations: { ${JSON.stringify(own)}: "nas1" } };\n`,
    );
    await on("srvA", ["add", own, "--db", db, "--workers", "0"], { HOME: home });
    const elsewhere = await on("srvB", ["find", "", "-o", "paths", "--db", db]);
    expect(elsewhere.stdout).toBe("nas1:1.mid\n");
  }, 180_000);
});
