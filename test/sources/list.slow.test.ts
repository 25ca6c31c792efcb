import { afterAll, expect, setDefaultTimeout, test } from "bun:test";
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { pipeline, scanList } from "../../mod.ts";
import { emptyFolder, midiq } from "../cli/run.ts";
import { melody, midi, track } from "../midi/compose.ts";
import { zip } from "./pack.ts";

setDefaultTimeout(180_000);
const folder = emptyFolder();
afterAll(folder.remove);
const tune = midi({}, track(melody("C4 1/4 E4 1/4")));
writeFileSync(join(folder.path, "a b.mid"), tune);
writeFileSync(join(folder.path, "line\nbreak.mid"), tune);
writeFileSync(join(folder.path, "p.zip"), zip([{ name: "x.mid", bytes: tune }]));

async function* inPieces(text: string): AsyncGenerator<Uint8Array> {
  const bytes = Buffer.from(text, "latin1");
  for (let at = 0; at < bytes.length; at += 3) yield bytes.subarray(at, at + 3);
}

test("a list in pieces gives its files, and says which are not there", async () => {
  const list = `${folder.path}/a b.mid\r\n\n${folder.path}/none.mid\n${folder.path}/p.zip!/x.mid`;
  const refused: string[] = [];
  const files = pipeline(scanList(inPieces(list))).items({
    onRejected: ({ path, code }) => refused.push(`${path} ${code}`),
  });
  const paths = (await Array.fromAsync(files)).map(({ path }) => path.slice(folder.path.length + 1));
  expect({ paths, refused }).toEqual({
    paths: ["a b.mid", "p.zip!/x.mid"],
    refused: [`${folder.path}/none.mid unreadable`],
  });
});

test.skipIf(process.platform !== "linux")(
  "a list with zero bytes takes any name, also one that is not UTF-8",
  async () => {
    const odd = Buffer.concat([Buffer.from(`${folder.path}/`), Uint8Array.of(0x66, 0xfc), Buffer.from(".mid")]);
    writeFileSync(odd, tune);
    const list = `${odd.toString("latin1")}\0${folder.path}/line\nbreak.mid\0`;
    const found = await Array.fromAsync(pipeline(scanList(inPieces(list), { separator: "nul" })));
    expect(found.map(({ path }) => path.slice(folder.path.length + 1))).toEqual(["fü.mid", "line\nbreak.mid"]);
    expect(Buffer.from(found[0]?.pathBytes as Uint8Array).equals(odd)).toBe(true);
  },
);

test("add - and add -0 read lists, analyze too; what is added twice is named twice", async () => {
  const list = "a b.mid\np.zip!/x.mid\na b.mid\n";
  const added = await midiq(folder.path, ["add", "-", "--json"], list);
  expect(JSON.parse(added.stdout).counts).toMatchObject({ found: 3, "named twice": 1, stored: 1, copies: 1 });
  const again = await midiq(folder.path, ["add", "-0", "--json"], list.replaceAll("\n", "\0"));
  expect(JSON.parse(again.stdout).counts).toMatchObject({ found: 3, unchanged: 3 });
  const shown = await midiq(folder.path, ["analyze", "-0"], "p.zip!/x.mid\0");
  expect(JSON.parse(shown.stdout).path).toBe(join(folder.path, "p.zip!/x.mid"));
});

test("a limit on archives can be given, and a wrong one is one line", async () => {
  const limited = await midiq(folder.path, ["analyze", "p.zip", "--archive-limit", "maxMemberBytes=10"]);
  expect(JSON.parse(limited.stdout)).toMatchObject({ error: "too-large" });
  const wrong = await midiq(folder.path, ["add", "p.zip", "--archive-limit", "maxWeight=10"]);
  expect(wrong).toMatchObject({ status: 2, stdout: "" });
  expect(wrong.stderr).toStartWith('midiq: Cannot read "maxWeight=10" as a limit: expected NAME=NUMBER');
  expect((await midiq(folder.path, ["add", "p.zip!/none.mid"])).status).toBe(2);
});
