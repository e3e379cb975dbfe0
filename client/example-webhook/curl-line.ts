import type { WebhookRequest } from '../../service/webhook/request.ts';
import type { Sender } from '../../service/webhook/sender.ts';
import { shellQuote } from '../terminal/shell-quote.ts';
import { firstExampleOf } from './examples-of.ts';
import { minimalExample } from './minimal-example.ts';
import { searchOf } from './search-of.ts';
import { type Signing, signExample } from './sign-example.ts';

/**
 * A command that sends one signed webhook when pasted into a shell: the signature is in it, the secret isn't.
 * With a signed timestamp it works for as long as the sender's tolerance.
 *
 * @param url of the source: `http://127.0.0.1:<port>/<stage>/webhooks/<source>`
 * @param name of the sender, as the configuration has it
 * @returns `undefined` for a sender whose webhooks can't be signed here, or are signed with the secret itself
 */
export function curlLine(
  url: string,
  name: string,
  sender: Sender,
  signing: Signing,
): string | undefined {
  const example = firstExampleOf(name) ?? minimalExample(sender);
  const request = example && signExample(sender, example, signing);
  if (request === undefined) return undefined;
  if (Object.values(request.headers).some((value) => value.includes(signing.secret))) {
    return undefined;
  }
  return curlOf(url, request);
}

/** A command that makes a request when pasted into a shell. @param request with a body that is text */
export function curlOf(url: string, { method, headers, query, body }: WebhookRequest): string {
  const words = [
    'curl',
    '-i',
    ...(method === 'POST' ? [] : ['-X', method]),
    url + searchOf(query),
    ...Object.entries(headers).flatMap(([name, value]) => ['-H', headerOf(name, value)]),
    // The raw one: curl reads a file in the place of a body that begins with `@`.
    ...(body.length === 0 ? [] : ['--data-raw', body.toString()]),
  ];
  return words.map(shellQuote).join(' ');
}

/** What curl leaves out unless it ends with a semicolon is a header without a value. */
function headerOf(name: string, value: string): string {
  return value === '' ? `${name};` : `${name}: ${value}`;
}
