import { expect, it } from 'vitest';
import { explainRejection } from './explain-rejection.ts';
import type { Sender } from './sender.ts';
import { type SenderName, senders } from './senders.ts';
import { countDigests } from './vectors/count-digests.ts';
import { now, requestOf, samples } from './vectors/samples.ts';

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
    const all: readonly Sender[] = Object.values(senders);
    const rules = { now, publicUrl };
    const digests = countDigests(() =>
      explainRejection('signature-mismatch', senders[name], forged, secrets, rules, all),
    );
    expect(digests).toBeGreaterThan(0);
    expect(digests).toBeLessThanOrEqual(kinds);
  },
);
