// Imports modules by their names and prints how much each exports, as JSON; or, after `--cpu`, milliseconds of CPU of one.
import process from "node:process";

const [first, ...others] = process.argv.slice(2);
if (first === "--cpu") {
  const before = process.cpuUsage();
  await import(others[0]);
  const { user, system } = process.cpuUsage(before);
  console.log((user + system) / 1000);
} else {
  const exported = {};
  for (const name of [first, ...others]) exported[name] = Object.keys(await import(name)).length;
  console.log(JSON.stringify(exported));
}
