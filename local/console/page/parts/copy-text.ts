/** @returns what to say of it */
export async function copyText(text: string): Promise<string> {
  try {
    await navigator.clipboard.writeText(text);
    return 'Copied.';
  } catch {
    return `The browser did not let it be copied: ${text}`;
  }
}
