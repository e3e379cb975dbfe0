import { execFileSync } from 'node:child_process';
import { describe, expect, it } from 'vitest';
import config from '../../examples/all-senders.config.ts';
import type { SourceConfig } from '../../service/webhook/configuration.ts';
import { createRequest } from '../../service/webhook/request.ts';
import { senderOf } from '../../service/webhook/sender-of.ts';
import { verifySignature } from '../../service/webhook/verify-signature.ts';
import { curlLine, curlOf } from './curl-line.ts';

// As the template generates them.
const secret = 'S7HBz0wSFf7G0gihgmlEURNg51asDJioeHJ6KI4Vu8gn';
const now = Date.UTC(2026, 10, 23);
const url = 'http://127.0.0.1:1/webhooks/stripe';

function lineOf(source: SourceConfig, at = url, value = secret): string | undefined {
  const { publicUrl } = source;
  return curlLine(at, source.sender, senderOf(source), { secret: value, now, publicUrl });
}

/** As a shell hands them over. */
function wordsOf(line: string): readonly string[] {
  const said = execFileSync('sh', ['-c', line.replace(/^curl/, "printf '%s\\0'")]).toString();
  return said.split('\0').slice(0, -1);
}

function requestOf(words: readonly string[]) {
  const after = (flag: string) =>
    words.flatMap((word, at) => (word === flag ? [words[at + 1]] : []));
  const headers = after('-H').map((header = '') => header.split(/: (.*)/s).slice(0, 2));
  const { searchParams } = new URL(words.find((word) => word.startsWith('http')) ?? '');
  return createRequest({
    method: after('-X')[0] ?? 'POST',
    headers: Object.fromEntries(headers),
    query: Object.fromEntries(searchParams),
    body: Buffer.from(after('--data-raw')[0] ?? ''),
  });
}

const sources: [string, SourceConfig][] = Object.entries(config.sources);
const signable = sources.filter(([, { sender }]) => !['discord', 'gitlab'].includes(sender));

describe('a curl line', () => {
  it.each(signable)('of %s passes verification when a shell has read it', (_, source) => {
    const line = lineOf(source) ?? '';
    expect(line).not.toContain(secret);
    const { publicUrl } = source;
    const verify = (value: string) =>
      verifySignature(senderOf(source), requestOf(wordsOf(line)), [{ slot: 'current', value }], {
        now,
        publicUrl,
      });
    expect(verify(secret)).toMatchObject({ kind: 'verified' });
    expect(verify(secret.toLowerCase())).toMatchObject({ kind: 'rejected' });
  });

  it.each([
    ['there is no private key', { sender: 'discord' }, 'ab'.repeat(32)],
    ['the secret would be in it', { sender: 'gitlab' }, 'a token'],
    ['the URL is signed, and not known', { sender: 'square' }, secret],
  ] as const)('is not there where %s', (_, source, value) => {
    expect(lineOf(source, url, value)).toBeUndefined();
  });

  it('has the shell and curl take what a sender chose as it is', () => {
    const body = `@/etc/hostname\n'; exit 1; '\u001b[201~\u0003$(id)\r\n\u202e`;
    const headers = { 'x-id': `'"$(id)\u001b[2J`, 'x-empty': '' };
    const words = wordsOf(curlOf(url, createRequest({ headers, body: Buffer.from(body) })));
    expect(words.slice(1)).toEqual([
      ...[url, '-H', `x-id: ${headers['x-id']}`, '-H', 'x-empty;', '--data-raw', body],
    ]);
  });

  it('quotes what a shell would read otherwise', () => {
    const odd = "http://127.0.0.1:1/it's/$HOME";
    expect(wordsOf(lineOf({ sender: 'stripe' }, odd) ?? '')).toContain(odd);
  });
});
