/** Refuses a runtime on which midiq would give wrong answers. Loaded before everything else. */
import process from "node:process";

/** The oldest Node whose language midiq is written in: on 20 the analyzers of beats fail on every fourth file. */
const oldestNode = 22;

const { bun, deno, node = "0" } = process.versions as Partial<Record<string, string>>;
if (bun === undefined && deno === undefined && Number.parseInt(node, 10) < oldestNode) {
  const error = new Error(`midiq needs Node ${oldestNode} or newer, Bun or Deno; this is Node ${node}`);
  // Where it was noticed helps nobody.
  error.stack = `${error.name}: ${error.message}`;
  throw error;
}
