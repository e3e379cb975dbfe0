import { defineConfig } from './service/webhook/configuration.ts';

export default defineConfig({
  // POST /webhooks/{source}; each source has its secret in Secrets Manager.
  sources: {
    github: { sender: 'github' },
  },

  // Called with a Standard Webhooks signature. `npm start` delivers to its own sink instead.
  destinations: {
    app: { type: 'http', url: 'https://app.example.com/webhooks' },
  },

  // A webhook that no route matches is counted as filtered.
  routes: [{ name: 'everything', match: {}, to: ['app'] }],
});
