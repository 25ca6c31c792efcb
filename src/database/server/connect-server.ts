/** A catalogue on a server: a session that asks, and some that write side by side, each opened when it is needed. */
import { askServer } from "../asking.ts";
import type { Client } from "../client.ts";
import type { Connected } from "../connected.ts";
import { readServer, shownServer } from "./server.ts";
import { connectSessions, type SessionOptions } from "./sessions.ts";

/** Sessions that write at once: with more of them they wait for each other. */
const mostWriters = 3;

/** Connects to a server. @throws StoreError as `readServer` and `connectSessions`. */
export async function connectServer(url: string, options: SessionOptions): Promise<Connected> {
  const server = readServer(url);
  const client = await connectSessions(server, options);
  const free: Client[] = [];
  const waiting: ((writer: Client) => void)[] = [];
  const all: Client[] = [];
  let opening = 0;

  const take = async (): Promise<Client> => {
    const writer = free.pop();
    if (writer) return writer;
    if (all.length + opening >= mostWriters) return new Promise((resolve) => waiting.push(resolve));
    opening++;
    try {
      const opened = await connectSessions(server, { ...options, isKnown: true });
      all.push(opened);
      return opened;
    } finally {
      opening--;
    }
  };
  const giveBack = (writer: Client): void => {
    const next = waiting.shift();
    if (next) next(writer);
    else free.push(writer);
  };
  const write: Connected["write"] = async (work) => {
    const writer = await take();
    try {
      return await work(writer);
    } finally {
      giveBack(writer);
    }
  };
  return {
    client,
    writers: mostWriters,
    write,
    ask: askServer(client, write),
    shown: shownServer(server),
    isAlone: false,
    close: async () => {
      await Promise.all([client, ...all].map((one) => one.end()));
    },
  };
}
