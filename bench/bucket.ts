/**
 * Objects a second from a bucket whose every request takes 20 ms: `bun run bench bucket [--json]`. A server of our own
 * lists 2,000 small songs page by page; another process, which finds its address in the environment, scans, downloads
 * and hashes them in one thread. Waiting for one request after the other would give 50 a second.
 */
import { download, hash, pipeline, scan } from "../mod.ts";
import { melody, midi, track } from "../test/midi/compose.ts";
import { serveBucket } from "../test/sources/bucket.ts";
import { report } from "./report.ts";

const latency = 20;
const count = 2000;
const child = "--read";

if (process.argv.includes(child)) {
  const began = performance.now();
  let found = 0;
  for await (const _ of pipeline(scan("s3://music/m"), download(), hash())) found++;
  console.log(JSON.stringify({ found, seconds: (performance.now() - began) / 1000 }));
} else {
  const songs = Array.from(
    { length: count },
    (_, n) => [`m/${n}.mid`, midi({}, track(melody(`C4 1/${n + 1}`)))] as const,
  );
  const bucket = serveBucket(new Map(songs), { maxKeys: 1000, latency });
  const keys = { S3_ACCESS_KEY_ID: "key", S3_SECRET_ACCESS_KEY: "secret", S3_REGION: "us-east-1" };
  const reader = Bun.spawn([process.execPath, import.meta.path, child], {
    env: { ...process.env, ...keys, S3_ENDPOINT: bucket.url },
    stdout: "pipe",
    stderr: "inherit",
  });
  const { found, seconds } = JSON.parse(await new Response(reader.stdout).text()) as { found: number; seconds: number };
  await bucket.stop();
  if (found !== count) throw new Error(`Found ${found} of ${count} objects`);
  const figures = {
    objects: found,
    "ms a request": latency,
    "objects/s": found / seconds,
    "in flight": bucket.together(),
  };
  report([{ name: "one bucket", ...figures }], process.argv.includes("--json"));
}
