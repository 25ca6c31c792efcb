/** The package for JSR: types that are read file by file, and the files that its doors need. */
import { expect, test } from "bun:test";
import { resolve } from "node:path";

test("deno publish finds nothing wrong, and takes the files that the doors need", async () => {
  const root = resolve(import.meta.dir, "..");
  // `bun run check` has checked the types; slow types are found all the same. It needs no network.
  const words = ["publish", "--dry-run", "--allow-dirty", "--no-check"];
  const run = Bun.spawn([`${root}/node_modules/.bin/deno`, ...words], {
    cwd: root,
    env: { ...process.env, NO_COLOR: "1" },
    stdout: "pipe",
    stderr: "pipe",
  });
  const [out, said] = await Promise.all([new Response(run.stdout).text(), new Response(run.stderr).text()]);
  const printed = out + said;
  const found = [...printed.matchAll(/^(?:error|warning)\[.*/gm)].map(([line]) => line);
  // Plugins and stages are loaded by the addresses of their modules.
  expect([...new Set(found)]).toEqual(["warning[unanalyzable-dynamic-import]: unable to analyze dynamic import"]);
  expect({ status: await run.exited, end: printed.slice(-200) }).toMatchObject({ status: 0 });
  const files = [...printed.matchAll(/^ {3}file:\/\/(\S+) \(/gm)].map(([, path = ""]) => path.slice(root.length + 1));
  for (const needed of ["mod.ts", "sql/0001-base.sql", "plugins/genre.ts", "src/pipeline/worker.ts", "LICENSE"])
    expect(files).toContain(needed);
  expect(
    files.filter((path) => !/^(?:mod\.ts|(?:dsl|plugins|sql|src)\/.*|[A-Z]+(?:\.md)?|deno\.json)$/.test(path)),
  ).toEqual([]);
  expect(files.filter((path) => /^src\/cli\//.test(path))).toEqual([]);
}, 180_000);
