/** A plugin as a user would write it: the scalar features of jSymbolic 2.2, under their published ids and names. */
import { defineAnalyzer, definePlugin } from "midiq";
import { output, valuesOf } from "./jsymbolic/catalogue.ts";
import { measure } from "./jsymbolic/measure.ts";

const jsymbolic = defineAnalyzer({
  id: "jsymbolic",
  version: 1,
  description: "scalar features of jSymbolic 2.2",
  output,
}).run((song) => valuesOf(measure(song)));

export default definePlugin(import.meta.url, { name: "jsymbolic", api: 1, provides: [jsymbolic] });
