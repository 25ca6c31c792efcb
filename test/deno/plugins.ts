// Plugins of any place on Deno, run by test/plugin/anywhere.slow.test.ts: prints how many files have a value of each, each way.
import process from "node:process";
import { analyze, hash, isolate, parse, pipeline, scan } from "midiq";
import { loadPlugins, pluginUrl } from "midiq/plugin";

const [songs, ...named] = process.argv.slice(2) as [string, ...string[]];
const plugins = (await Promise.all(named.map((name) => loadPlugins(pluginUrl(name, process.cwd()))))).flat();
const apart = plugins.map((plugin) => isolate(plugin));
const ways = [
  ["here", 0, plugins],
  ["workers", 2, plugins],
  ["isolated", 0, apart],
  ["isolated in workers", 2, apart],
] as const;
const found: Record<string, Record<string, number>> = {};
for (const [way, workers, loaded] of ways) {
  const counts: Record<string, number> = {};
  for await (const { features } of pipeline(scan(songs), hash(), parse(), analyze(...loaded)).items({ workers })) {
    for (const { name } of loaded) {
      const value = (features as Readonly<Record<string, unknown>>)[`${name}.share`];
      counts[name] = (counts[name] ?? 0) + (typeof value === "number" ? 1 : 0);
    }
  }
  found[way] = counts;
}
console.log(JSON.stringify(found));
