import { defineConfig } from '../../../service/webhook/configuration.ts';

const teams = Array.from({ length: 30 }, (_, index) => `team-${index + 1}`);

export default defineConfig({
  sources: { gitlab: { sender: 'gitlab' } },
  destinations: Object.fromEntries(
    teams.map(
      (team) => [team, { type: 'http', url: `https://${team}.example.com/hooks` }] as const,
    ),
  ),
  routes: teams.map((team) => ({ name: `to ${team}`, match: {}, to: [team] })),
});
