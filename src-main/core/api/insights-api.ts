import type { insightsContract } from "../../../src-shared/contract/insights.ts";
import type { CoreContext, Handlers } from "../core-context.ts";

/** Counts for the plots. */
export function createInsightsApi({ reader }: CoreContext): Handlers<typeof insightsContract> {
  return { "insights.read": ({ repositoryId, files }) => reader.insights(repositoryId ?? null, files) };
}
