import { defineConfig } from '../../../service/webhook/configuration.ts';

/** A source that says how often it sends. */
export default defineConfig({
  sources: { github: { sender: 'github', expectEvery: '1 h' } },
  destinations: { app: { type: 'http', url: 'https://app.example.com/webhooks' } },
  routes: [{ name: 'everything', match: {}, to: ['app'] }],
});
