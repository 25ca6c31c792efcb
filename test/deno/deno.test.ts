import { expect, test } from "bun:test";
import { resolve } from "node:path";
import { emptyFolder, sample } from "../cli/run.ts";

test("the journey runs on Deno too, with 0 and 2 workers", async () => {
  const folder = emptyFolder();
  const deno = resolve(import.meta.dir, "../../node_modules/.bin/deno");
  const run = Bun.spawn([deno, "run", "-A", resolve(import.meta.dir, "pipeline.ts"), sample, folder.path], {
    stdout: "pipe",
    stderr: "pipe",
  });
  const [printed, problems] = [await new Response(run.stdout).text(), await new Response(run.stderr).text()];
  expect({ status: await run.exited, problems: problems.slice(-300) }).toMatchObject({ status: 0 });
  const [inline, answers, workers, same] = JSON.parse(printed) as number[];
  expect(inline).toBeGreaterThan(70);
  expect([workers, same]).toEqual([inline, answers]);
  folder.remove();
}, 180_000);
