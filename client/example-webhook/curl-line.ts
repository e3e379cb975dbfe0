import type { Sender } from '../../service/webhook/sender.ts';
import { shellQuote } from '../terminal/shell-quote.ts';
import { type Signing, signExample } from './sign-example.ts';

/**
 * A command that sends one signed webhook when pasted into a shell: the signature is in it, the secret isn't.
 * With a signed timestamp it works for as long as the sender's tolerance.
 *
 * @param url of the source: `http://127.0.0.1:<port>/<stage>/webhooks/<source>`
 * @returns `undefined` for a sender whose webhooks can't be signed here
 */
export function curlLine(url: string, sender: Sender, signing: Signing): string | undefined {
  const example = signExample(sender, signing);
  if (example === undefined) return undefined;
  const headers = Object.entries(example.headers).flatMap(([name, value]) => [
    '-H',
    `${name}: ${value}`,
  ]);
  const words = ['curl', '-i', url + example.query, ...headers, '--data-binary', example.body];
  return words.map(shellQuote).join(' ');
}
