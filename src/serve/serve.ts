/** A server for programs and pages: the routes over a catalogue, on this machine unless somebody says otherwise. */
import type { Server } from "node:http";
import { serve as listen } from "@hono/node-server";
import type { Catalogue } from "../catalogue/catalogue.ts";
import { AskedError } from "../errors.ts";
import { appOf } from "./app.ts";
import { keep } from "./keeper.ts";
import { tokensOf } from "./sign-in.ts";

/** How a server is started. */
export interface ServeOptions {
  /** Opens the catalogue: for reading, or for writing where `canWrite`. */
  readonly open: () => Promise<Catalogue>;
  /** The folder of an embedded catalogue: others that wait to write to it get it. */
  readonly folder?: string;
  /** 127.0.0.1 unless said. Any other address wants a token. */
  readonly host?: string;
  /** A free one from 4816 on unless said. */
  readonly port?: number;
  /** The address under which others reach it, where a proxy stands before it. */
  readonly publicUrl?: string;
  readonly token?: string;
  readonly canWrite?: boolean;
  /** The folder of a page that was built elsewhere. */
  readonly page?: string;
  /** Path of the sound bank that the page plays with; the one that comes with midiq unless said. */
  readonly bank?: string;
  /** Told of errors that nobody foresaw. */
  readonly onBug?: (error: unknown) => void;
}

/** A server that listens. */
export interface Serving {
  /** `http://127.0.0.1:4816/` */
  readonly url: string;
  /** Ends it: streams end, and the catalogue is closed. */
  readonly close: () => Promise<void>;
}

const usualPort = 4816;
const portsTried = 20;
const loopback: readonly string[] = ["127.0.0.1", "::1", "localhost"];
/** Characters of a token: 128 bits are 22 letters and digits of 64 kinds. */
const fewestCharacters = 22;

/**
 * Starts a server.
 *
 * @throws AskedError `bad-option` for a host of the network without a token, a token that can be guessed, an address that is none;
 * for a port that is taken.
 * @example
 * const server = await serve({ open: () => open("./.midiq", { plugins: [core], files: "catalogue" }), folder: "./.midiq" });
 * console.log(server.url);
 */
export async function serve({
  host = "127.0.0.1",
  port,
  publicUrl,
  token,
  canWrite = false,
  page,
  bank,
  open,
  folder,
  onBug,
}: ServeOptions): Promise<Serving> {
  const isLocal = loopback.includes(host);
  if (!isLocal && token === undefined)
    throw new AskedError("bad-option", `Cannot listen on ${host} without a token: others on the network could ask`, {
      hint: "give one with --token-file FILE or MIDIQ_TOKEN",
    });
  if (token !== undefined && token.length < fewestCharacters)
    throw new AskedError(
      "bad-option",
      `Cannot take this token: it has ${token.length} characters, and fewer than ${fewestCharacters} can be guessed`,
    );
  if (publicUrl !== undefined && !/^https?:\/\//.test(publicUrl))
    throw new AskedError(
      "bad-option",
      `Cannot use "${publicUrl}": expected an address such as https://midi.example.org`,
    );
  const keeper = keep(open, folder);
  const hosts = new Set<string>();
  const { app, events } = appOf({
    keeper,
    hosts,
    tokens: token === undefined ? undefined : tokensOf(token),
    packs: !isLocal || publicUrl !== undefined,
    canWrite,
    ...(page !== undefined && { page }),
    ...(bank !== undefined && { bank }),
    ...(onBug && { onBug }),
  });
  const server = await bound(app.fetch, host, port);
  const own = (server.address() as { readonly port: number }).port;
  // Some programs take `localhost` for ::1. A machine without IPv6 has no such address, and then nobody asks there.
  const second = host === "127.0.0.1" ? await listening(app.fetch, "::1", own) : undefined;
  const servers = second === undefined || second instanceof Error ? [server] : [server, second];
  const names = isLocal ? ["127.0.0.1", "localhost", "[::1]"] : [host];
  for (const name of names) hosts.add(`${name}:${own}`);
  if (publicUrl !== undefined) hosts.add(new URL(publicUrl).host.toLowerCase());
  return {
    url: `http://${host.includes(":") ? `[${host}]` : host}:${own}/`,
    close: async () => {
      events.close();
      for (const one of servers) {
        one.closeAllConnections();
        await new Promise<void>((resolve) => one.close(() => resolve()));
      }
      await keeper.close();
    },
  };
}

/** A server that listens, or why there is none. */
const listening = (
  fetch: Parameters<typeof listen>[0]["fetch"],
  host: string,
  port: number,
): Promise<Server | NodeJS.ErrnoException> =>
  new Promise((resolve) => {
    // Requests and responses of other code in this process stay those of the runtime.
    const made = listen({ fetch, hostname: host, port, overrideGlobalObjects: false }) as Server;
    made.once("listening", () => resolve(made));
    made.once("error", resolve);
  });

/** A server on the first port that is free; on the one that was asked for, or none. */
async function bound(
  fetch: Parameters<typeof listen>[0]["fetch"],
  host: string,
  wanted: number | undefined,
): Promise<Server> {
  const ports = wanted === undefined ? Array.from({ length: portsTried }, (_, n) => usualPort + n) : [wanted];
  for (const port of ports) {
    const server = await listening(fetch, host, port);
    if (!(server instanceof Error)) return server;
    if (server.code !== "EADDRINUSE")
      throw new AskedError("bad-option", `Cannot listen on ${host}:${port} (${server.code})`, { cause: server });
  }
  const tried = wanted === undefined ? `ports ${usualPort} to ${usualPort + portsTried - 1} are` : `port ${wanted} is`;
  throw new AskedError("bad-option", `Cannot listen on ${host}: ${tried} taken; --port 0 takes any that is free`);
}
