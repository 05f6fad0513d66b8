/** The prompt after the turn in view, or the one before it; null at the ends. */
export function nextPrompt(prompts: readonly { readonly turn: number }[], inView: number, step: 1 | -1): number | null {
  const found = step === 1 ? prompts.find(({ turn }) => turn > inView) : prompts.findLast(({ turn }) => turn < inView);
  return found?.turn ?? null;
}
