import { expect, it } from 'vitest';
import { defineConfig } from '../service/webhook/configuration.ts';
import { createKit } from './create-kit.ts';
import { describeFiltered, filterExamples } from './filter-examples.ts';

const config = defineConfig({
  sources: { payments: { sender: 'stripe' }, code: { sender: 'gitlab' } },
  events: {},
  destinations: { app: { type: 'http', url: 'https://app.example.com/webhooks' } },
  routes: [
    { name: 'paid', match: { source: 'payments', type: 'invoice.paid' }, to: ['app'] },
    { name: 'own', match: { source: 'events' }, to: ['app'] },
    {
      name: 'broken',
      match: { source: 'code' },
      to: ['app'],
      transform: () => {
        throw new TypeError('nothing to read');
      },
    },
  ],
});
const routeWebhook = createKit(config, 'spillway.config.ts');

it('tells the examples that no route takes, and why not', async () => {
  const { total, filtered } = await filterExamples('payments', config, routeWebhook);
  expect(filtered).toHaveLength(total - 1);
  expect(filtered.map(({ example }) => example)).not.toContain('invoice.paid');
  expect(describeFiltered('payments', filtered.slice(0, 1))).toMatch(
    /^payments: no route takes \S+ \(paid: type is not 'invoice\.paid'; own: source is not 'events'; .*\)\n$/,
  );
});

it('makes one up where the sender has none', async () => {
  const events = await filterExamples('events', config, routeWebhook);
  expect(events).toEqual({ total: 1, filtered: [] });
});

it('names the example at which a transform throws', async () => {
  await expect(filterExamples('code', config, routeWebhook)).rejects.toThrow(
    /^Source code, example \S+: nothing to read$/,
  );
});
