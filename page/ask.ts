/** Questions to the server that gave the page. */
import type { Problem } from "./answers.ts";

/** The server's refusal, or that it cannot be reached. */
export class AskError extends Error {
  override readonly name = "AskError";
  readonly problem: Problem;
  constructor(problem: Problem) {
    super(problem.title);
    this.problem = problem;
  }
}

const base = "/api/v1/";
const unreachable: Problem = {
  status: 0,
  code: "unreachable",
  title: "The server does not answer",
  hint: "Start `midiq serve` again; the page continues by itself.",
};

/** The address of a route with its parameters. */
export const addressOf = (route: string, values: Readonly<Record<string, string>> = {}): string => {
  const search = new URLSearchParams(values).toString();
  return `${base}${route}${search && `?${search}`}`;
};

async function fetched(address: string, init: RequestInit): Promise<Response> {
  let answer: Response;
  try {
    answer = await fetch(address, init);
  } catch (error) {
    if (init.signal?.aborted) throw error;
    throw new AskError(unreachable);
  }
  if (answer.ok) return answer;
  const problem = (await answer.json().catch(() => undefined)) as Problem | undefined;
  throw new AskError(problem ?? { status: answer.status, code: "bug", title: `The server answered ${answer.status}` });
}

/** Asks for JSON. @throws AskError where the server refuses or is gone; DOMException `AbortError` */
export async function ask<Answer>(
  route: string,
  values: Readonly<Record<string, string>> = {},
  signal?: AbortSignal,
): Promise<Answer> {
  return (await (await fetched(addressOf(route, values), { signal: signal ?? null })).json()) as Answer;
}

/** Asks for bytes. @throws as `ask` */
export async function askBytes(route: string, signal?: AbortSignal): Promise<ArrayBuffer> {
  return (await fetched(addressOf(route), { signal: signal ?? null })).arrayBuffer();
}

/** Asks for a change. @throws AskError */
export async function send<Answer>(method: "POST" | "PUT" | "DELETE", route: string, body: object): Promise<Answer> {
  const headers = { "Content-Type": "application/json", "X-Midiq": "1" };
  return (await (await fetched(base + route, { method, headers, body: JSON.stringify(body) })).json()) as Answer;
}

/** Does what one can do without: a refusal changes nothing of what is shown. */
export async function quietly(work: () => Promise<void>): Promise<void> {
  try {
    await work();
  } catch (error) {
    if (!(error instanceof AskError)) throw error;
  }
}
