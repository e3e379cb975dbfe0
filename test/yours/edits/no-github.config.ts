import { defineConfig } from '../../../service/webhook/configuration.ts';

export default defineConfig({
  sources: { payments: { sender: 'stripe' } },
  destinations: { ledger: { type: 'http', url: 'https://ledger.example.com/in' } },
  routes: [
    {
      name: 'money',
      match: { source: 'payments', type: [{ anythingBut: ['none'] }] },
      to: ['ledger'],
    },
  ],
});
