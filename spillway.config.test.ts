import { expect, it } from 'vitest';
import { routeWebhook } from '#kit';

// Yours, as spillway.config.ts is: docs/testing-your-configuration.md
it('sends a push to the app', async () => {
  const result = await routeWebhook({ source: 'github', example: 'push' });
  expect(result.routes).toEqual(['everything']);
  expect(result.requestTo('app')).toMatchObject({
    method: 'POST',
    url: 'https://app.example.com/webhooks',
    json: { repository: { full_name: 'octo-org/octo-repo' } },
  });
});
