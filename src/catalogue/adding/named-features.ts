/** Features of a file that is in no catalogue, as a catalogue would have them were it the only copy. */
import { takeNames, type Values } from "../../hearing/about/named-values.ts";
import { saidByNames } from "../../hearing/about/said-by-names.ts";
import { namedColumns } from "../tables/copy-names.ts";

/** Features together with what the name and the folders of the file say of its tempo and key (see `takeNames`). */
export function namedFeatures(features: Values, path: string): Values {
  const taken = takeNames(features, saidByNames([namedColumns(path, path)], features));
  return Object.keys(taken).length > 0 ? { ...features, ...taken } : features;
}
