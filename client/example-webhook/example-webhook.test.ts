import { execFileSync } from 'node:child_process';
import { describe, expect, it } from 'vitest';
import config from '../../examples/all-senders.config.ts';
import type { SourceConfig } from '../../service/webhook/configuration.ts';
import { createRequest } from '../../service/webhook/request.ts';
import { senderOf } from '../../service/webhook/sender-of.ts';
import { verifySignature } from '../../service/webhook/verify-signature.ts';
import { curlLine } from './curl-line.ts';
import { signExample } from './sign-example.ts';

const sources: [string, SourceConfig][] = Object.entries(config.sources);
// As the template generates them.
const secret = 'S7HBz0wSFf7G0gihgmlEURNg51asDJioeHJ6KI4Vu8gn';
const now = Date.UTC(2026, 10, 23);

function signFor(source: SourceConfig, value = secret) {
  const { publicUrl } = source;
  const url = publicUrl === undefined ? {} : { publicUrl };
  return { signing: { secret: value, now, ...url }, sender: senderOf(source) };
}

const signable = sources.filter(([, source]) => {
  const { sender, signing } = signFor(source);
  return signExample(sender, signing) !== undefined;
});

describe('an example webhook', () => {
  it('is there for every sender that signs with the secret', () => {
    const names = new Set(signable.map(([name]) => name));
    // Discord signs with a key pair.
    expect(sources.map(([name]) => name).filter((name) => !names.has(name))).toEqual(['discord']);
  });

  it.each(signable)('of %s passes verification, and not with another secret', (_, source) => {
    const { sender, signing } = signFor(source);
    const example = signExample(sender, signing);
    const request = createRequest({
      headers: example?.headers ?? {},
      query: Object.fromEntries(new URLSearchParams(example?.query)),
      body: Buffer.from(example?.body ?? ''),
    });
    const verify = (value: string) =>
      verifySignature(sender, request, [{ slot: 'current', value }], { ...source, now });
    expect(verify(secret)).toMatchObject({ kind: 'verified', slot: 'current' });
    expect(verify(secret.toLowerCase())).toMatchObject({ kind: 'rejected' });
  });
});

describe('a curl line', () => {
  it('keeps its words when a shell reads it, and holds no secret', () => {
    const { sender, signing } = signFor({ sender: 'stripe' });
    const line = curlLine('http://127.0.0.1:1/webhooks/stripe', sender, signing) ?? '';
    expect(line).not.toContain(secret);
    const words = wordsOf(line);
    expect(words).toMatch(/^stripe-signature: t=1795392000,v1=[0-9a-f]{64}$/m);
    expect(words).toMatch(/^\{"example":true,"id":"try-[0-9a-f]{8}","type":"example"\}$/m);
  });

  it('quotes what a shell would read otherwise', () => {
    const { sender, signing } = signFor({ sender: 'stripe' });
    const url = "http://127.0.0.1:1/it's/$HOME";
    expect(wordsOf(curlLine(url, sender, signing) ?? '')).toContain(`\n${url}\n`);
  });
});

/** As a shell hands them over. */
function wordsOf(line: string): string {
  return execFileSync('sh', ['-c', line.replace(/^curl/, 'printf "%s\\n"')]).toString();
}
