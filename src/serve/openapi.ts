/** The routes as an OpenAPI 3.1 document, which programs read to make clients. */
import { z } from "zod";
import { version } from "../version.ts";
import type { Route } from "./route.ts";

/** Where the routes are. */
export const base = "/api/v1";

const problem = {
  type: "object",
  required: ["status", "code", "title"],
  properties: {
    status: { type: "integer" },
    code: { type: "string", description: "stable: decide by it" },
    title: { type: "string", description: "a sentence for people" },
    hint: { type: "string" },
    span: {
      type: "object",
      description: "the part of the query that is wrong",
      properties: { start: { type: "integer" }, end: { type: "integer" } },
    },
  },
};

/** The document of some routes. */
export function openApiOf(routes: readonly Route[]): object {
  const paths: Record<string, Record<string, object>> = {};
  for (const one of routes) {
    paths[base + one.path] ??= {};
    (paths[base + one.path] as Record<string, object>)[one.method.toLowerCase()] = operationOf(one);
  }
  return {
    openapi: "3.1.0",
    info: { title: "midiq", version, description: "A catalogue of MIDI files that answers musical questions." },
    paths,
    components: {
      schemas: { Problem: problem },
      securitySchemes: {
        token: { type: "http", scheme: "bearer", description: "only where the server was given a token" },
      },
    },
  };
}

function operationOf({ method, path, about, query, body, answer, answers, writes }: Route): object {
  const schema = z.toJSONSchema(query, { io: "input" }) as {
    readonly properties?: Readonly<Record<string, { readonly description?: string }>>;
    readonly required?: readonly string[];
  };
  const names = [...path.matchAll(/\{(\w+)\}/g)].map(([, name]) => name as string);
  return {
    operationId: `${method.toLowerCase()}${path.replace(/[/{}]+(\w?)/g, (_, letter: string) => letter.toUpperCase())}`,
    summary: about,
    parameters: [
      ...names.map((name) => ({ name, in: "path", required: true, schema: { type: "string" } })),
      ...Object.entries(schema.properties ?? {}).map(([name, { description, ...own }]) => ({
        ...{ name, in: "query", required: schema.required?.includes(name) ?? false, schema: own },
        ...(description !== undefined && { description }),
      })),
    ],
    ...(body && {
      requestBody: {
        required: true,
        content: { "application/json": { schema: z.toJSONSchema(body, { io: "input" }) } },
      },
    }),
    ...(writes && { description: "Only a server that was started with --write has it." }),
    responses: {
      200: {
        description: "the answer",
        content: answer
          ? { "application/json": { schema: z.toJSONSchema(answer, { io: "output" }) } }
          : { [answers]: { schema: { type: "string", format: "binary" } } },
      },
      default: {
        description: "a problem",
        content: { "application/problem+json": { schema: { $ref: "#/components/schemas/Problem" } } },
      },
    },
  };
}
