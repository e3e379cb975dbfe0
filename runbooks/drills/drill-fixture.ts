import { join } from 'node:path';
import { type CliFixture, startCliFixture } from '../../cli/cli-fixture.ts';
import { openBooks } from '../../client/audit/open-books.ts';
import { createClients } from '../../client/stage/clients.ts';
import { findStage } from '../../client/stage/stage.ts';
import { audit } from '../../service/audit/audit.ts';
import { runInProcess } from '../pages/run-in-process.ts';
import { openShell, type Shell } from '../pages/shell.ts';
import type { DrillStage } from './stage/drill-stage.ts';

/** Queues, CloudWatch and books without functions: what alarms look at is at the level that a test says. */
export interface DrillFixture {
  readonly fixture: CliFixture;
  readonly on: DrillStage;
  readonly openShell: () => Promise<Shell>;
  /** What puts an alarm's metric to a level, as a step of a drill. */
  set(alarm: string, level: number): { readonly says: string; readonly call: () => Promise<void> };
  stop(): Promise<void>;
}

/** A minute passes in a tenth of a second: nothing here needs time of the machine. */
const clockFactor = 600;
const { signal } = new AbortController();

/** @param minutes for how many of them a metric has to be above 0, by the alarm's name */
export async function startDrillFixture(
  minutes: Readonly<Record<string, number>>,
): Promise<DrillFixture> {
  const levels = new Map(Object.keys(minutes).map((alarm) => [alarm, 0]));
  const alarms = Object.entries(minutes).map(([alarm, count]) => anAlarm(alarm, count));
  const fixture = await startCliFixture({ alarms, hasTable: true, clockFactor });
  const { clock, cloudWatch, root } = fixture;
  const counting = setInterval(() => {
    for (const [name, value] of levels) {
      const metric = { namespace: 'Drill', name, dimensions: {}, values: [value] };
      cloudWatch.putMetric({ ...metric, timestamp: clock.now() });
    }
  }, 20);
  const stage = findStage('local', root);
  const clients = createClients(stage);
  await audit(await openBooks(clients, 'dev'), clock.now());
  return {
    fixture,
    on: { stage, clients, root, clockFactor, now: () => clock.now(), stop: async () => {} },
    async openShell() {
      const env = { SPILLWAY_STAGE: 'local' };
      const context = { root, signal, sleep: () => Promise.resolve() };
      return openShell({
        ...{ root: join(import.meta.dirname, '../..'), env },
        runSpillway: (args) => runInProcess(args, env, context),
      });
    },
    set: (alarm, level) => ({
      says: `${alarm} is at ${level}`,
      call: async () => void levels.set(alarm, level),
    }),
    async stop() {
      clearInterval(counting);
      clients.destroy();
      await fixture.stop();
    },
  };
}

function anAlarm(slug: string, minutes: number) {
  const properties = {
    ...{ AlarmName: `spillway-dev-${slug}`, Namespace: 'Drill', MetricName: slug },
    ...{ Statistic: 'Maximum', Period: 60, Threshold: 0 },
    ...{ EvaluationPeriods: minutes, TreatMissingData: 'notBreaching' },
    ComparisonOperator: 'GreaterThanThreshold',
    AlarmDescription: `It is above 0. · Runbook: https://example.com/runbooks/${slug}.md`,
  };
  return { logicalId: slug, type: 'AWS::CloudWatch::Alarm', properties } as const;
}
