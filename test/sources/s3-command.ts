/** The command with the settings of a bucket, for the quick and the slow tests of buckets. */
import { resolve } from "node:path";
import { bunFlags } from "../../src/isolation/bun-flags.ts";

/** Runs the command in a folder against a bucket, in a process of its own: Bun reads these variables once. */
export async function midiqAt(folder: string, endpoint: string, ...words: readonly string[]) {
  const main = resolve(import.meta.dir, "../../src/cli/main.ts");
  const run = Bun.spawn([process.execPath, ...bunFlags(), main, ...words], {
    cwd: folder,
    stdout: "pipe",
    stderr: "pipe",
    env: {
      ...process.env,
      S3_ENDPOINT: endpoint,
      S3_ACCESS_KEY_ID: "key",
      S3_SECRET_ACCESS_KEY: "secret",
      S3_REGION: "us-east-1",
    },
  });
  const [stdout, stderr] = await Promise.all([new Response(run.stdout).text(), new Response(run.stderr).text()]);
  return { stdout, stderr, status: await run.exited };
}
