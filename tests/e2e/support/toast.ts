import type { Locator, Page } from "@playwright/test";

/** A message with the pointer on it, as of one who reads it: it stays for as long as the pointer does. */
export async function holdToast(page: Page, title: string): Promise<Locator> {
  const toast = page.locator(".ui-toast", { hasText: title });
  await toast.hover();
  return toast;
}
