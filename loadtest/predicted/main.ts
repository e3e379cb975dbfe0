import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Forecast, ForecastRecord } from '../../client/capacity/forecasts.ts';
import { startStack } from '../../local/boot/start-stack.ts';
import { describeEnvironment } from '../report/environment.ts';
import { forecastSpikes } from './forecast-spikes.ts';

// node loadtest/predicted/main.ts: forecasts spikes anew. `npm run docs` then publishes them in docs/capacity.md.
const folder = join(import.meta.dirname, '..');
const start = (options: Parameters<typeof startStack>[0]) =>
  startStack({
    ...options,
    configFile: join(folder, 'stack.config.ts'),
    context: { settings: join(folder, 'stack.settings.ts') },
  });
const count = 6;
const spikes: Forecast[] = [];
for await (const forecast of forecastSpikes(start)) {
  spikes.push(forecast);
  process.stdout.write(`${JSON.stringify(forecast)}\n`);
  if (spikes.length === count) break;
}

const { commit, machine, node } = describeEnvironment();
const day = new Date().toISOString().slice(0, 10);
const record: ForecastRecord = { day, commit, machine, node, spikes };
const file = join(folder, '../client/capacity/forecasts.json');
writeFileSync(file, `${JSON.stringify(record, null, 2)}\n`);
process.stdout.write('Now: npm run docs\n');
