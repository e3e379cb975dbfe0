import type uPlot from 'uplot';

/**
 * uPlot is run with the first graph. It hands the browser's language to `Intl`, and fails where that is none, as in a
 * browser that was started with `LANG=C`.
 */
export async function loadUplot(): Promise<typeof uPlot> {
  if (!isLanguageTag(navigator.language)) {
    Object.defineProperty(navigator, 'language', { value: 'en-US', configurable: true });
  }
  return (await import('uplot')).default;
}

function isLanguageTag(text: string): boolean {
  try {
    return Intl.getCanonicalLocales(text).length > 0;
  } catch {
    return false;
  }
}
