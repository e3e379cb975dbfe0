import { describe, expect, it } from 'vitest';
import allSenders from '../../examples/all-senders.config.ts';
import type { SourceConfig } from '../../service/webhook/configuration.ts';
import { parseEnvelope } from '../../service/webhook/envelope.ts';
import { knownEventTypes } from '../../service/webhook/known-event-types.ts';
import type { WebhookRequest } from '../../service/webhook/request.ts';
import { type SenderName, senders } from '../../service/webhook/senders.ts';
import { receiveAsDeployed } from '../../test/factories/receive-as-deployed.ts';
import { senderKeys } from '../../test/factories/sender-keys.ts';
import { examplesOf, firstExampleOf } from './examples-of.ts';
import { identifySigned } from './identify-signed.ts';
import { type Signing, signExample } from './sign-example.ts';

const now = Date.UTC(2026, 10, 26, 12);
const names = Object.keys(senders) as SenderName[];

function signingOf(sender: SenderName, seed: string): Signing {
  const { publicUrl } = allSenders.sources[sender] as SourceConfig;
  return { ...senderKeys(sender, publicUrl), now, seed };
}

const receive = (sender: SenderName, request: ReturnType<typeof signExample>, secret: string) =>
  receiveAsDeployed(allSenders.sources, sender, request as WebhookRequest, { secret, now });

describe.each(names)('the examples of %s', (sender) => {
  const examples = Object.entries(examplesOf(sender));

  it('are there, and the first one is small', () => {
    const first = firstExampleOf(sender);
    expect(examples.map(([, example]) => example)).toContain(first);
    const signed = first && signExample(senders[sender], first, signingOf(sender, 'seed'));
    expect(signed?.body.length).toBeLessThan(2_000);
  });

  it.each(examples)(
    '%s is accepted, is of its type, and is another one each time',
    async (_, example) => {
      const [one, other] = ['one', 'other'].map((seed) => {
        const signing = signingOf(sender, seed);
        return { signing, request: signExample(senders[sender], example, signing) };
      });
      const { outcome, messages } = await receive(sender, one?.request, one?.signing.secret ?? '');
      expect(outcome).toMatchObject({ kind: 'accepted', type: example.type, guessed: [] });
      const ids = [one, other].map(
        (each) =>
          each?.request && identifySigned(senders[sender], sender, each.request, each.signing),
      );
      expect(parseEnvelope(messages[0] ?? '')).toMatchObject({ type: example.type });
      // An empty list of events is all that a heartbeat of Asana is.
      expect(ids[0]?.deliveryId === ids[1]?.deliveryId).toBe(example.type === 'heartbeat');
      // Of Dropbox every request is a delivery of its own.
      const id = sender === 'dropbox' ? expect.any(String) : ids[0]?.deliveryId;
      expect(outcome).toMatchObject({ deliveryId: id });
    },
  );

  it('are of types that the sender documents', () => {
    const known = knownEventTypes(sender);
    const types = examples.map(([, { type }]) => type);
    const unknown = types.filter((type) => !known?.types.includes(type) && !known?.own?.test(type));
    expect(unknown).toEqual(known === undefined ? types : []);
  });

  it('are refused where they were signed with another secret', async () => {
    const example = firstExampleOf(sender);
    const signing = signingOf(sender, 'seed');
    const request = example && signExample(senders[sender], example, signing);
    const secret = signing.secret.replace(/[A-Za-z]/, (letter) => (letter === 'a' ? 'b' : 'a'));
    const { outcome } = await receive(sender, request, secret);
    expect(outcome).toMatchObject({ kind: 'rejected', reason: 'signature-mismatch' });
  });
});
