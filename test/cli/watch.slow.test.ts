import { afterAll, expect, test } from "bun:test";
import { appendFileSync, mkdirSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { bunFlags } from "../../src/isolation/bun-flags.ts";
import { melody, midi, track } from "../midi/compose.ts";
import { emptyFolder, midiq, startMidiq } from "./run.ts";

const folder = emptyFolder();
afterAll(folder.remove);
const main = resolve(import.meta.dir, "../../src/cli/main.ts");
const tune = (note: string): Uint8Array => midi({}, track(melody(`${note} 1/4`)));

interface Event {
  readonly event: string;
  readonly path?: string;
  readonly counts?: Readonly<Record<string, number>>;
}

/** A watch in a process of its own, whose events are read as they come. */
function startWatch(...words: readonly string[]) {
  const run = Bun.spawn(
    [process.execPath, ...bunFlags(), main, "watch", "--json", "--workers", "0", "--db", "catalogue", ...words],
    {
      cwd: folder.path,
      stdout: "pipe",
      stderr: "inherit",
    },
  );
  const events = (async function* (): AsyncGenerator<Event> {
    let rest = "";
    for await (const chunk of run.stdout.pipeThrough(new TextDecoderStream())) {
      const lines = (rest + chunk).split("\n");
      rest = lines.pop() ?? "";
      for (const line of lines) yield JSON.parse(line) as Event;
    }
  })();
  /** The next event: its name, or what came in, moved and went. */
  const next = async (): Promise<unknown> => {
    const { value } = (await events.next()) as { value: Event };
    const { counts = {} } = value;
    const told = ["stored", "known copies", "moved", "missing", "returned", "rejected"];
    const counted = Object.fromEntries(told.flatMap((name) => (counts[name] ? [[name, counts[name]]] : [])));
    return value.event === "added" ? counted : value.event;
  };
  const stop = (): Promise<number> => {
    run.kill("SIGINT");
    return run.exited;
  };
  return { next, stop };
}

const at = (...names: readonly string[]): string => join(folder.path, "music", ...names);
/** What a query finds while the watch writes: a reader whose holder ends in the middle is told to ask again. */
const found = async (query: string): Promise<string[]> => {
  for (;;) {
    const words = [...query.split(" "), "-o", "paths", "--db", "catalogue"];
    const { stdout, stderr, status } = await midiq(folder.path, words);
    if (status === 2 && stderr.includes("which held the catalogue, has ended")) continue;
    expect({ status, stderr: status === 2 ? stderr : "" }).toEqual({ status: 0, stderr: "" });
    const paths = stdout.split("\n").filter(Boolean);
    return paths.map((path) => path.slice(at().length + 1)).sort();
  }
};

test("files that come slowly, move, go, and come back with their folder are followed", async () => {
  mkdirSync(at("a"), { recursive: true });
  writeFileSync(at("a/first.mid"), tune("C4"));
  const { next, stop } = startWatch("music");
  expect([await next(), await next()]).toEqual([{ stored: 1 }, "watching"]);

  // Written in pieces over more than the second that a file has to be still: it is read once, when it is whole. The pieces come
  // often, so that a busy machine, which is late with each, does not make a second of silence.
  const whole = tune("D4");
  for (let n = 0; n < whole.length; n += 3) {
    appendFileSync(at("a/slow.mid"), whole.slice(n, n + 3));
    await Bun.sleep(100);
  }
  expect(await next()).toEqual({ stored: 1 });

  mkdirSync(at("new/deep"), { recursive: true });
  writeFileSync(at("new/deep/third.mid"), tune("E4"));
  writeFileSync(at("notes.txt"), "no music");
  expect(await next()).toEqual({ stored: 1 });

  renameSync(at("new"), at("House"));
  expect(await next()).toEqual({ moved: 1 });
  expect(await found("house")).toEqual(["House/deep/third.mid"]);

  rmSync(at("a/first.mid"));
  expect(await next()).toEqual({ missing: 1 });
  expect(await found("missing")).toEqual(["a/first.mid"]);

  renameSync(at(), `${at()}.away`);
  expect(await next()).toBe("gone");
  expect(await found("status ok")).toEqual(["House/deep/third.mid", "a/slow.mid"]);
  writeFileSync(`${at()}.away/a/first.mid`, tune("F4"));
  renameSync(`${at()}.away`, at());
  expect([await next(), await next()]).toEqual(["back", { stored: 1 }]);
  expect(await stop()).toBe(130);
}, 180_000);

test("--poll walks, where the system tells nothing", async () => {
  const { next, stop } = startWatch("music", "--poll", "1");
  expect(await next()).toBe("watching");
  renameSync(at("a/slow.mid"), at("a/renamed.mid"));
  expect(await next()).toEqual({ moved: 1 });
  expect(await stop()).toBe(130);
}, 180_000);

test("what cannot be watched is told in one line", async () => {
  const { status, stderr } = await startMidiq(folder.path, ["watch", "nowhere"]);
  expect([status, stderr]).toEqual([
    2,
    `midiq: Cannot watch "${join(folder.path, "nowhere")}": no such file or folder\n`,
  ]);
});
