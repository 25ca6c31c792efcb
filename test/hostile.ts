// A folder from a stranger, with every file that one of the programs on the way to an answer would take instructions from.
// Whatever runs leaves a line, and so does a program that asks the registry.
import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";

/** How a command ended in a hostile folder; `ran` and `asked` are empty where nothing of the folder had a say. */
export interface HostileOutcome {
  readonly stdout: string;
  readonly stderr: string;
  readonly status: number;
  readonly ran: string;
  readonly asked: readonly string[];
}

export interface HostileFolder {
  /** Runs a command in it, with no settings of its own in an empty home. */
  readonly run: (command: readonly string[]) => Promise<HostileOutcome>;
  readonly remove: () => void;
}

/**
 * Makes one below another one that is as hostile.
 *
 * @param without `beforeUs` leaves out what `bun FILE` obeys before the first line of the file: a preload, and the path `*`,
 * which stands for the file itself. Nothing in the file could refuse these.
 */
export function hostileFolder(without?: "beforeUs"): HostileFolder {
  const folder = mkdtempSync(join(tmpdir(), "midiq-hostile-"));
  const home = mkdtempSync(join(tmpdir(), "midiq-home-"));
  const ran = join(home, "ran");
  const asked: string[] = [];
  const server = Bun.serve({
    port: 0,
    fetch: ({ url }) => {
      asked.push(url);
      return new Response("{}", { status: 404 });
    },
  });
  const registry = `http://127.0.0.1:${server.port}/`;
  for (const place of [folder, join(folder, "packs")]) write(place, { ran, registry, isWhole: without === undefined });

  const run = async (command: readonly string[]): Promise<HostileOutcome> => {
    rmSync(ran, { force: true });
    asked.length = 0;
    const started = Bun.spawn([...command], {
      cwd: join(folder, "packs"),
      stdout: "pipe",
      stderr: "pipe",
      env: {
        PATH: process.env["PATH"] ?? "",
        HOME: home,
        NO_COLOR: "1",
        BUN_CONFIG_REGISTRY: registry,
        npm_config_registry: registry,
      },
    });
    const [stdout, stderr, status] = await Promise.all([
      new Response(started.stdout).text(),
      new Response(started.stderr).text(),
      started.exited,
    ]);
    return { stdout, stderr, status, ran: existsSync(ran) ? readFileSync(ran, "utf8") : "", asked: [...asked] };
  };
  const remove = (): void => {
    server.stop(true);
    for (const path of [folder, home]) rmSync(path, { recursive: true, force: true });
  };
  return { run, remove };
}

/** Writes the hostile files to one folder. */
function write(place: string, { ran, registry, isWhole }: { ran: string; registry: string; isWhole: boolean }): void {
  const file = (path: string, text: string): void => {
    mkdirSync(dirname(join(place, path)), { recursive: true });
    writeFileSync(join(place, path), text);
  };
  /** Code that leaves a line behind. */
  const line = (who: string): string => `appendFileSync(${JSON.stringify(ran)}, ${JSON.stringify(`${who}\n`)});\n`;
  const evil = (who: string): string => `require("node:fs").${line(who)}module.exports = { z: {} };\n`;

  file("evil.cjs", evil(`code of ${place}`));
  const preload = 'preload = ["./evil.cjs"]\n[run]\npreload = ["./evil.cjs"]\n';
  file("bunfig.toml", `${isWhole ? preload : ""}[install]\nauto = "force"\n`);
  const elsewhere = "postgres://evil.example/x";
  file(
    ".env",
    `PGHOST=evil.example\nMIDIQ_DB=${elsewhere}\nDATABASE_URL=${elsewhere}\nBUN_OPTIONS=--preload ./evil.cjs\n`,
  );
  file(".env.local", "NODE_OPTIONS=--require ./evil.cjs\n");
  const names = [...(isWhole ? ["*"] : []), "zod", "midiq", "commander", "@electric-sql/pglite"];
  const paths = Object.fromEntries(names.map((name) => [name, ["./evil.cjs"]]));
  file("tsconfig.json", JSON.stringify({ compilerOptions: { baseUrl: ".", paths } }));
  const about = { name: "midiq", main: "evil.cjs", exports: "./evil.cjs", browser: { zod: "./evil.cjs" } };
  file("package.json", JSON.stringify(about));
  file(".npmrc", `registry=${registry}\n`);
  file("midiq.config.ts", `import { appendFileSync } from "node:fs";\n${line("configuration")}export default {};\n`);
  for (const name of ["zod", "midiq", "commander", "bun", "swing"]) {
    file(`node_modules/${name}/index.js`, evil(`package ${name}`));
    file(`node_modules/${name}/package.json`, JSON.stringify({ name, main: "index.js" }));
  }
}
