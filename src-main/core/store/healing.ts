import { isDamageReport } from "./turso/damage.ts";
import type { Supervised } from "./supervised.ts";

/** The same process, whose calls are made once more when a damaged replica failed them and could be built anew. */
export function healing(process: Supervised, heal: () => Promise<unknown>): Supervised {
  return {
    ...process,
    async call(method, input, options) {
      try {
        return await process.call(method, input, options);
      } catch (error) {
        if (!isDamageReport(error)) throw error;
        try {
          await heal();
        } catch {
          // The server does not answer: what is wrong here is what there is to say.
          throw error;
        }
        return process.call(method, input, options);
      }
    },
  };
}
