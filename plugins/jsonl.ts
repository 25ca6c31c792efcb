/**
 * A plugin as a user would write it: a sink that writes one JSON object a file, packed in gzip where the name ends in `.gz`.
 *
 *   midiq analyze ~/midi --plugin plugins/jsonl.ts --sink jsonl:out.jsonl.gz
 */
import { Buffer } from "node:buffer";
import { open } from "node:fs/promises";
import { gzipSync } from "node:zlib";
import { definePlugin, defineSink, z } from "midiq";
import { describe, type Tag } from "midiq/plugin";

/** Lines are written so many bytes at a time; a gzip member each, which together are one gzip file. */
const portion = 1 << 20;

const hexOf = (bytes: Uint8Array): string => Array.from(bytes, (byte) => byte.toString(16).padStart(2, "0")).join("");
const evidenceOf = ({ tag, confidence, source, rule, why }: Tag) => ({ tag, confidence, source, rule, why });

const jsonl = defineSink({
  id: "jsonl",
  description: "one JSON object per line: path, hash, fields and tags of a file, or why it was rejected",
  options: z.object({
    fields: z
      .union([z.array(z.string()), z.string().transform((names) => names.split(/\s*,\s*/))])
      .default([])
      .meta({ description: "fields to write, as a list or as bpm,key; if missing, all fields" }),
    evidence: z
      .boolean()
      .default(false)
      .meta({ description: "also write tags with their confidence, source, rule and reason" }),
    refused: z.boolean().default(true).meta({ description: "also write a line with `error` for each rejected file" }),
    append: z.boolean().default(false).meta({ description: "append to an existing file" }),
  }),
}).run({
  pack: (file, known, { fields, evidence }) => {
    const wanted = fields.length > 0 ? known.filter(({ name }) => fields.includes(name)) : known;
    const tags = [...file.tags, ...file.copyTags];
    const problems = file.song.diagnoses.map(({ code }) => code);
    return `${JSON.stringify({
      path: file.path,
      hash: hexOf(file.hash),
      size: file.bytes.length,
      ...describe(file.features, wanted),
      tags: evidence ? tags.map(evidenceOf) : tags.map(({ tag }) => tag),
      ...(file.failures.length > 0 && { failures: file.failures }),
      ...(problems.length > 0 && { problems }),
    })}\n`;
  },
  refuse: ({ path, stage, code, message, offset }, { refused }) =>
    refused ? `${JSON.stringify({ path, error: code, stage, message, offset })}\n` : undefined,
  open: async (address, { append }) => {
    const file = await open(address, append ? "a" : "w");
    let waiting: Uint8Array[] = [];
    let bytes = 0;
    const flush = async (): Promise<void> => {
      const whole = Buffer.concat(waiting);
      [waiting, bytes] = [[], 0];
      if (whole.length > 0) await file.appendFile(address.endsWith(".gz") ? gzipSync(whole) : whole);
    };
    return {
      write: async (part) => {
        waiting.push(part);
        bytes += part.length;
        if (bytes >= portion) await flush();
      },
      end: async () => {
        await flush();
        await file.close();
      },
    };
  },
});

export default definePlugin(import.meta.url, { name: "jsonl", api: 1, provides: [jsonl] });
