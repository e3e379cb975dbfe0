import { expect, it } from 'vitest';
import { aMessage } from '../../test/factories/envelope.ts';
import { processingPorts } from '../../test/factories/processing-ports.ts';
import { processWebhook } from './process-webhook.ts';
import { createRouteWebhook } from './route-webhook.ts';

it('each destination of a webhook is a subsegment with its name, also one that fails', async () => {
  const captured: { name: string; annotations: object; isFailed: boolean }[] = [];
  const arrive = async () => undefined;
  const ports = processingPorts({
    routeWebhook: createRouteWebhook([{ name: 'all', match: {}, to: ['app', 'audit'] }], {
      destinations: {
        app: { deliver: arrive, limitSeconds: 15 },
        audit: { deliver: () => Promise.reject(new Error('away')), limitSeconds: 15 },
      },
      codeLimitSeconds: 25,
    }),
    tracing: {
      async capture(name, annotations, work) {
        const running = work();
        const isFailed = await running.then(
          () => false,
          () => true,
        );
        captured.push({ name, annotations, isFailed });
        return running;
      },
    },
  });

  await expect(processWebhook(ports, aMessage())).rejects.toThrow('away');

  expect(captured).toEqual([
    { name: '## delivery', annotations: { destination: 'app' }, isFailed: false },
    { name: '## delivery', annotations: { destination: 'audit' }, isFailed: true },
  ]);
});
