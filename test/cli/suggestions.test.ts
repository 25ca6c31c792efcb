/** What the command suggests works when it is followed, and nothing is suggested for what means something already. */
import { afterAll, beforeAll, expect, test } from "bun:test";
import { join } from "node:path";
import { analyze, type Catalogue, core, hash, open, parse, pipeline, scan, store, tag } from "../../mod.ts";
import { isCommand } from "../../src/cli/arguments.ts";
import { nearCommand } from "../../src/cli/program/near-command.ts";
import { buildProgram } from "../../src/cli/program.ts";
import { tagWords } from "../../src/music/words.ts";
import { emptyFolder } from "./run.ts";

const program = buildProgram(undefined, () => {});
const sample = join(import.meta.dirname, "../../examples/sample/midi/Loops");
const folder = emptyFolder();
let db: Catalogue;

beforeAll(async () => {
  db = await open(join(folder.path, "catalogue"), { plugins: [core], mode: "write" });
  await pipeline(scan(sample), hash(), parse(), analyze(core), tag(core), store(db)).run({ workers: 0 });
}, 180_000);
afterAll(async () => {
  await db.close();
  folder.remove();
});

test("no command is suggested for a query whose first word is a field, a number or a condition", () => {
  for (const query of [
    "status repaired",
    "status",
    "tag status:x",
    "drums 120-130",
    "drums bpm 300",
    "tags foo",
    "copies 9",
    "not find",
    "(stat or x)",
    '"stat"',
    "key C",
    "run.x > 3",
    "show bpm",
  ])
    expect([query, nearCommand(query, program, false)]).toEqual([query, undefined]);
});

test("words of music are no slips of commands: piano is not plan, march is not watch", () => {
  const words = new Set(
    Object.values(tagWords)
      .flat()
      .flatMap((way) => way.split(" ")),
  );
  for (const word of ["piano", "march", "beats", "lines"]) expect(words).toContain(word);
  const said = [...words].map((word) => nearCommand(`${word} zzz`, program, false)).filter((one) => one !== undefined);
  expect(said.filter((one) => one.includes("did you mean"))).toEqual([]);
});

test("a command that is suggested is one when its name is put in the place of the word", () => {
  for (const query of [
    "exprot files x.zip",
    "stat",
    "stat drums",
    "ogranize --to x",
    "dupe",
    "explian bpm 120",
    "doctr",
  ]) {
    const said = nearCommand(query, program, false);
    if (said === undefined) continue;
    const meant = /did you mean the command midiq (\S+)\?$/.exec(said)?.[1] ?? "";
    const rest = query.split(" ").slice(1);
    expect([query, isCommand(meant, rest, program)]).toEqual([query, true]);
  }
  expect(nearCommand("exprot files x.zip", program, false)).toEndWith("did you mean the command midiq export?");
  expect(nearCommand("stat", program, true)).toEndWith("did you mean the command midiq stats?");
});

test("a command that takes something else says so, and does not suggest itself", () => {
  expect(nearCommand("plugins foo", program, false)).toBe(
    "`plugins` is searched as text here; midiq plugins --help shows how to use the command",
  );
});

test("a hint on a condition that finds nothing finds something when it is followed", async () => {
  const hinted: string[] = [];
  for (const query of [
    "bpm 300",
    "inst piamo",
    "genre hose",
    "211",
    "13/8",
    "locrian",
    "Gbm",
    "tecno",
    "dorian xyz",
    "key Db",
    "status rejected",
    "200",
    "124",
  ]) {
    for (const { hint } of await db.diagnose(await db.prepare(query))) {
      const meant = /did you mean (.+)\?$/.exec(hint ?? "")?.[1];
      if (meant === undefined) continue;
      const field = /^no (\S+) named/.exec(hint ?? "")?.[1];
      const followed = field === undefined ? meant : `${field} "${meant}"`;
      hinted.push(query);
      expect([query, followed, (await db.count(followed)).count > 0]).toEqual([query, followed, true]);
    }
  }
  expect(hinted).toContain("tecno");
});

test("an error with the output in a file blames > only where the file is named like the value", async () => {
  // The catalogue is open here: readers go through this process.
  const main = join(import.meta.dirname, "../../src/cli/main.ts");
  const said = async (line: string): Promise<string> => {
    const run = Bun.spawn(["sh", "-c", line.replace("midiq", `bun "${main}" --no-config --db catalogue`)], {
      cwd: folder.path,
      stderr: "pipe",
    });
    return new Response(run.stderr).text();
  };
  const [plain, taken] = await Promise.all([said("midiq bpm > out.txt"), said("midiq bpm >120")]);
  expect(plain).toStartWith("error[missing-value]");
  expect(taken).toStartWith('The output goes to the file "120": if `>120` was part of the query');
}, 180_000);
