/** What a plugin that misbehaves costs: its own field on that file. safety.slow.test.ts does it in processes of their own. */
import { afterAll, describe, expect, test } from "bun:test";
import { isolate } from "../../mod.ts";
import { emptyFolder } from "../cli/run.ts";
import { cases, misbehaving, runWith, writeMusic } from "./misbehaving.ts";

const folder = emptyFolder();
afterAll(folder.remove);
const music = writeMusic(folder.path);

describe("a plugin that misbehaves on one file", () => {
  for (const [what, body, here] of cases) {
    if (here === undefined) continue;
    test(`${what}, in a worker`, async () => {
      const one = await misbehaving(folder.path, `${what.replaceAll(" ", "-")}-here`, body);
      const found = await runWith(music, one);
      expect(found).toEqual({ failed: { "9.mid bad": here }, values: 29, known: 30 });
    }, 180_000);
  }

  test("ends its thread, in a process of its own", async () => {
    const one = isolate(await misbehaving(folder.path, "apart", "if (n === 9) process.exit(4);"));
    expect(await runWith(music, one)).toEqual({ failed: { "9.mid bad": "killed" }, values: 29, known: 30 });
  }, 180_000);

  test("a tagger that hangs costs only its tags", async () => {
    const one = await misbehaving(folder.path, "tagger", "", { tagging: 'if (name === "9") for (;;);' });
    expect(await runWith(music, one)).toEqual({ failed: { "9.mid tags": "hung" }, values: 30, known: 30 });
  }, 180_000);

  test("two that hang on the same file cost their own fields", async () => {
    const one = await misbehaving(folder.path, "both", "if (n === 9) for (;;);", {
      tagging: 'if (name === "9") process.exit(4);',
    });
    expect(await runWith(music, one)).toEqual({
      failed: { "9.mid bad": "hung", "9.mid tags": "killed" },
      values: 29,
      known: 30,
    });
  }, 180_000);
});
