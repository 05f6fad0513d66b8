/** What the page and the colouring worker say to each other. */
export type TokenRequest =
  | { readonly kind: "open"; readonly id: number; readonly grammar: string }
  /** The lines that follow those of the request before. */
  | { readonly kind: "next"; readonly id: number; readonly lines: readonly string[] }
  | { readonly kind: "close"; readonly id: number };

/** One answer to each `next`, in order. For each line its runs as `length, tone, length, tone, …`; null when there are no colours. */
export interface TokenReply {
  readonly id: number;
  readonly lines: readonly (readonly number[])[] | null;
}
