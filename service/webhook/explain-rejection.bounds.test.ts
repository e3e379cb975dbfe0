import * as crypto from 'node:crypto';
import { expect, it, vi } from 'vitest';
import { explainRejection } from './explain-rejection.ts';
import type { Sender } from './sender.ts';
import { type SenderName, senders } from './senders.ts';
import { now, requestOf, samples } from './vectors/samples.ts';

vi.mock('node:crypto', async (original) => {
  const real = await original<typeof crypto>();
  return { ...real, createHmac: vi.fn(real.createHmac), verify: vi.fn(real.verify) };
});

/** The kinds of mistake that need a digest: all but `clock-skew` and `unexplained`. */
const kinds = 8;

it.each(Object.keys(senders) as SenderName[])(
  'explaining a forgery of %s costs at most one digest for each kind of mistake',
  async (name) => {
    const { secret, publicUrl = 'https://hooks.example.com/', body } = samples[name];
    const request = await requestOf(samples[name]);
    // Looks like as many mistakes as possible, so that everything is tried and nothing is found.
    const forged = { ...request, body: Buffer.from(`${body.replaceAll(':', ': ')} `) };
    const secrets = [
      { slot: 'current', value: ` ${secret}` },
      { slot: 'previous', value: `${secret}1` },
      { slot: 'retired', value: `${secret}2` },
      { slot: 'retired-2', value: `${secret}3` },
    ];
    vi.mocked(crypto.createHmac).mockClear();
    vi.mocked(crypto.verify).mockClear();
    const all: readonly Sender[] = Object.values(senders);
    explainRejection('signature-mismatch', senders[name], forged, secrets, { now, publicUrl }, all);
    const digests =
      vi.mocked(crypto.createHmac).mock.calls.length + vi.mocked(crypto.verify).mock.calls.length;
    expect(digests).toBeGreaterThan(0);
    expect(digests).toBeLessThanOrEqual(kinds);
  },
);
