import { defineConfig } from '../../../service/webhook/configuration.ts';

/** A source whose sender has a log. Nobody has stored a token, so it is never read. */
export default defineConfig({
  sources: {
    github: {
      sender: 'github',
      deliveryLog: { kind: 'github', repository: 'your-organization/shop', hook: 1 },
    },
  },
  destinations: { app: { type: 'http', url: 'https://app.example.com/webhooks' } },
  routes: [{ name: 'everything', match: {}, to: ['app'] }],
});
