import { isUtf8 } from 'node:buffer';

/** What a body is, by its looks: JSON, a form, XML or text. */
export function contentTypeOf(body: Buffer): string {
  if (!isUtf8(body)) return 'application/octet-stream';
  const text = body.toString();
  if (isJson(text)) return 'application/json';
  if (/^[\w.%+[\]-]+=[^\s]*$/.test(text)) return 'application/x-www-form-urlencoded';
  return text.trimStart().startsWith('<') ? 'application/xml' : 'text/plain; charset=utf-8';
}

function isJson(text: string): boolean {
  try {
    JSON.parse(text);
    return true;
  } catch {
    return false;
  }
}
