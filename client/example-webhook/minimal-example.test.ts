import { describe, expect, it } from 'vitest';
import config from '../../examples/all-senders.config.ts';
import type { SourceConfig } from '../../service/webhook/configuration.ts';
import type { Sender } from '../../service/webhook/sender.ts';
import { senderOf } from '../../service/webhook/sender-of.ts';
import { identifySigned } from './identify-signed.ts';
import { minimalExample } from './minimal-example.ts';
import { signExample } from './sign-example.ts';

const now = Date.UTC(2026, 10, 26);
const secret = 'S7HBz0wSFf7G0gihgmlEURNg51asDJioeHJ6KI4Vu8gn';

function identify(sender: Sender, type: string | undefined, publicUrl?: string) {
  const example = minimalExample(sender, type);
  const signing = { secret, publicUrl, now };
  const request = example && signExample(sender, example, signing);
  return request && identifySigned(sender, 'source', request, signing);
}

const sources: [string, SourceConfig][] = Object.entries(config.sources);
const fixed = ['dropbox', 'x'];
const free = sources.filter(([, { sender }]) => ![...fixed, 'discord'].includes(sender));

describe('a minimal webhook', () => {
  it.each(free)('of %s has the type that was asked for, and an id of its own', (_, source) => {
    const sender = senderOf(source);
    const made = identify(sender, 'made_up', source.publicUrl);
    expect(made).toMatchObject({ type: 'made_up', guessed: [] });
    expect(identify(sender, 'made_up', source.publicUrl)?.deliveryId).not.toBe(made?.deliveryId);
  });

  it.each(fixed)('of %s can only be of the one type that it has', (name) => {
    const { [name as 'x']: source } = config.sources;
    expect(identify(senderOf(source), 'made_up')).toBeUndefined();
    expect(identify(senderOf(source), undefined)?.type).toMatch(/notification|account-activity/);
  });

  it('has the signed time where that stands in the body', () => {
    const sender: Sender = {
      ...senderOf(config.sources.acme),
      schemes: [
        {
          method: 'hmac-sha256',
          header: 'signature',
          encoding: 'hex',
          signs: ['body'],
          timestamp: { from: { json: ['sent', 'at'] }, unit: 'iso-8601', toleranceSeconds: 300 },
          key: { encoding: 'text' },
        },
      ],
    };
    expect(identify(sender, undefined)).toMatchObject({ type: 'example', guessed: [] });
  });
});
