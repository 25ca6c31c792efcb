/** midiq serve: answers programs over HTTP until it is stopped. */
import { AskedError } from "../../errors.ts";
import { readRegular } from "../../regular-file.ts";
import { hasPage } from "../../serve/page.ts";
import { serve as startServer } from "../../serve/serve.ts";
import { jsonLine } from "../../text/plain.ts";
import { exits } from "../failure.ts";
import { type CatalogueOptions, openCatalogue } from "../settings.ts";
import { untilStopped } from "../stop.ts";

/** Options of `midiq serve`. */
export interface ServeCommandOptions extends CatalogueOptions {
  readonly port?: number;
  readonly host: string;
  readonly publicUrl?: string;
  readonly tokenFile?: string;
  readonly write?: true;
  /** Path of a sound bank. */
  readonly soundfont?: string;
  readonly json?: true;
}

/** Bytes of a file that holds a token. */
const mostToken = 4096;

/** Serves a catalogue until a signal ends it. Its address is the one line on stdout. */
export async function serve(options: ServeCommandOptions): Promise<number> {
  const { db, host, port, publicUrl, write, json, soundfont } = options;
  const token = tokenOf(options);
  const canWrite = write === true;
  const open = () => openCatalogue(options, canWrite ? "write" : "export", undefined, "catalogue");
  await untilStopped({ say: () => {} }, async (signal) => {
    const server = await startServer({
      ...{ host, canWrite, open },
      ...(port !== undefined && { port }),
      ...(publicUrl !== undefined && { publicUrl }),
      ...(token !== undefined && { token }),
      ...(soundfont !== undefined && { bank: soundfont }),
      ...(!db.includes("://") && { folder: db }),
      onBug: (error) =>
        process.stderr.write(`midiq: ${error instanceof Error ? (error.stack ?? error.message) : String(error)}\n`),
    });
    process.stdout.write(json ? `${jsonLine({ url: server.url, write: canWrite })}\n` : `${server.url}\n`);
    if (!json) process.stderr.write(`${about(server.url, canWrite)}\n`);
    await new Promise<void>((resolve) => signal.addEventListener("abort", () => resolve(), { once: true }));
    await server.close();
  });
  return exits.found;
}

const about = (url: string, canWrite: boolean): string =>
  [
    ...(hasPage() ? [`Open ${url} in a browser to explore the catalogue.`] : []),
    `Programs: try ${url}api/v1/files?q=bpm+100..130&limit=5; ${url}openapi.json lists all routes.`,
    canWrite
      ? "Tags, ratings and saved queries can be changed."
      : "It only reads; --write lets it change tags, ratings and saved queries.",
    "Ctrl-C ends it.",
  ].join("\n");

/** The token of a file, or of the environment; never of the command line, which everybody on the machine can read. */
function tokenOf({ tokenFile }: ServeCommandOptions): string | undefined {
  if (tokenFile === undefined) return process.env["MIDIQ_TOKEN"] || undefined;
  try {
    return readRegular(tokenFile, mostToken).toString("utf8").trim();
  } catch (error) {
    throw new AskedError("no-file", `Cannot read the token in ${tokenFile}`, { cause: error });
  }
}
