/** midiq mcp: answers an assistant over standard input and output. */
import { AskedError } from "../../errors.ts";
import { keep } from "../../serve/keeper.ts";
import { undosOf } from "../../serve/undos.ts";
import { exits } from "../failure.ts";
import { type CatalogueOptions, openCatalogue } from "../settings.ts";
import { untilStopped } from "../stop.ts";

/** Options of `midiq mcp`. */
export interface McpCommandOptions extends CatalogueOptions {
  readonly write?: true;
}

/** Serves one assistant until it closes standard input, or a signal comes. */
export async function mcp(options: McpCommandOptions): Promise<number> {
  const canWrite = options.write === true;
  const { serveOverStdio } = await import("../../serve/mcp.ts").catch((cause: unknown) => {
    throw new AskedError(
      "no-program",
      "Cannot speak to assistants: the package @modelcontextprotocol/server is not installed",
      {
        hint: "install midiq with its optional packages",
        cause,
      },
    );
  });
  const keeper = keep(
    () => openCatalogue(options, canWrite ? "write" : "export", undefined, "catalogue"),
    options.db.includes("://") ? undefined : options.db,
  );
  await untilStopped({ say: () => {} }, async (signal) => {
    const server = serveOverStdio({ keeper, canWrite, undos: undosOf() });
    await new Promise<void>((resolve) => {
      process.stdin.once("end", resolve).once("close", resolve);
      signal.addEventListener("abort", () => resolve(), { once: true });
    });
    await server.close();
    await keeper.close();
  });
  return exits.found;
}
