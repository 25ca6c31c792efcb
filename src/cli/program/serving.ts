/** Commands that answer other programs, and assistants. */
import { Option } from "@commander-js/extra-typings";
import { json, plugin, set } from "../options.ts";
import type { CommandGroup } from "./group.ts";

/** In the order of the overview. */
export const serving: CommandGroup = {
  heading: "Serve other programs",
  commands: [
    {
      name: "serve",
      summary: "answer queries over HTTP",
      declare: (command, { db, ended }) =>
        command
          .description(
            "answer queries over HTTP, as JSON and other forms, until Ctrl-C; without options only programs of this machine can ask",
          )
          .addOption(new Option("--port <n>", "the port (default: a free one from 4816 on; 0: any)").argParser(Number))
          .option("--host <address>", "the address to listen on; any but this machine's own wants a token", "127.0.0.1")
          .option("--public-url <url>", "the address under which others reach it, behind a proxy")
          .option(
            "--token-file <file>",
            "a file with the secret that every request has to send; $MIDIQ_TOKEN does the same",
          )
          .option("--write", "let requests change tags, ratings and saved queries")
          .option("--soundfont <file>", "the sound bank that the page plays with (.sf2 or .sf3)")
          .addOption(db)
          .addOption(plugin)
          .addOption(set)
          .addOption(json)
          .action(async (options) => {
            ended(await (await import("../commands/serve.ts")).serve(options));
          }),
    },
    {
      name: "mcp",
      summary: "answer an AI assistant",
      declare: (command, { db, ended }) =>
        command
          .description("answer an AI assistant by the Model Context Protocol, over standard input and output")
          .option("--write", "let it change tags and ratings")
          .addOption(db)
          .addOption(plugin)
          .addOption(set)
          .action(async (options) => {
            ended(await (await import("../commands/mcp.ts")).mcp(options));
          }),
    },
  ],
};
