/** A store whose readings are held to limits. */
import { deadlineOf, type ReadLimits } from "../../database/limits.ts";
import type { Store } from "../store.ts";
import { lackingFields } from "../tables/lacking.ts";

/** The same store for one call: all that it asks together is held to the limits. Where there are none, the store itself. */
export function limited(store: Store, limits: ReadLimits | undefined): Store {
  const deadline = deadlineOf(limits);
  if (deadline === undefined) return store;
  return {
    ...store,
    query: async <Row>(text: string, parameters: readonly unknown[] = []) => {
      try {
        return (await store.ask(text, parameters, deadline)) as unknown as readonly Row[];
      } catch (error) {
        throw await lackingFields(store.client, store.registry.fields, error);
      }
    },
  };
}
