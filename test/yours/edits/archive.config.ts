import { defineConfig } from '../../../service/webhook/configuration.ts';

export default defineConfig({
  sources: { alerts: { sender: 'pagerduty', archive: true }, errors: { sender: 'sentry' } },
  destinations: { app: { type: 'http', url: 'https://app.example.com/webhooks' } },
  routes: [{ name: 'everything', match: { source: ['alerts', 'errors'] }, to: ['app'] }],
});
