import { defineConfig } from '../../../service/webhook/configuration.ts';

export default defineConfig({
  sources: {
    shop: { sender: 'shopify' },
    team: { sender: 'slack' },
    calls: { sender: 'twilio', publicUrl: 'https://hooks.example.com/webhooks/calls' },
    github: { sender: 'github', ratePerSecond: 20 },
  },
  destinations: { erp: { type: 'http', url: 'https://erp.example.com/hooks' } },
  routes: [{ name: 'all', match: {}, to: ['erp'] }],
});
