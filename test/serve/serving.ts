/** A server over the sample, for tests. */
import { rmSync } from "node:fs";
import { request } from "node:http";
import { core, open } from "../../mod.ts";
import { type ServeOptions, type Serving, serve } from "../../src/serve/serve.ts";
import { sampleIn } from "../catalogues.ts";
import { emptyFolder } from "../cli/run.ts";

/** A server with its catalogue in a folder. */
export interface SampleServer {
  readonly server: Serving;
  readonly folder: string;
  /** Asks a route: `get("files?q=drums")`. */
  readonly get: (route: string, headers?: Readonly<Record<string, string>>, signal?: AbortSignal) => Promise<Response>;
  readonly json: (route: string) => Promise<Readonly<Record<string, never>>>;
  readonly send: (
    method: string,
    route: string,
    body: unknown,
    headers?: Readonly<Record<string, string>>,
  ) => Promise<Response>;
  readonly close: () => Promise<void>;
}

/** Starts one. */
export async function sampleServer(options: Partial<ServeOptions> = {}): Promise<SampleServer> {
  const home = emptyFolder();
  const folder = await sampleIn(`${home.path}/catalogue`);
  return serverOf(folder, options, home.remove);
}

/** A server over a catalogue, which a folder or a URL names. */
export async function serverOf(
  where: string,
  options: Partial<ServeOptions> = {},
  remove: () => void = () => {},
): Promise<SampleServer> {
  const mode = options.canWrite ? "write" : "read";
  const server = await serve({
    open: () => open(where, { plugins: [core], mode, isLong: true, files: "catalogue" }),
    ...(!where.includes("://") && { folder: where }),
    port: 0,
    ...options,
  });
  const at = (route: string): string => `${server.url}api/v1/${route}`;
  return {
    server,
    folder: where,
    get: (route, headers = {}, signal) => fetch(at(route), { headers, ...(signal && { signal }) }),
    json: async (route) => (await fetch(at(route))).json() as Promise<Readonly<Record<string, never>>>,
    send: (method, route, body, headers = { "Content-Type": "application/json", "X-Midiq": "1" }) =>
      fetch(at(route), { method, body: typeof body === "string" ? body : JSON.stringify(body), headers }),
    close: async () => {
      await server.close();
      remove();
      rmSync(where, { recursive: true, force: true });
    },
  };
}

/** A request with headers that fetch would set itself. */
export const raw = (
  url: string,
  headers: Readonly<Record<string, string>>,
  method = "GET",
): Promise<{ status: number; text: string }> =>
  new Promise((resolve, reject) => {
    const asked = request(url, { headers, method }, (answer) => {
      let text = "";
      answer.setEncoding("utf8");
      answer.on("data", (part: string) => (text += part));
      answer.on("end", () => resolve({ status: answer.statusCode ?? 0, text }));
    });
    asked.on("error", reject);
    asked.end();
  });
