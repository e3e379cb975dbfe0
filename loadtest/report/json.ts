import { type Series, seriesOf } from '../judge/series.ts';
import type { Judgement } from '../judge/verdict.ts';
import type { Phase } from '../plan/phase.ts';
import type { RunRecord } from '../run-record.ts';
import type { Environment } from './environment.ts';

/** The content of `report.json`. `version` changes when a reader of the previous one would break. */
export interface Report extends Judgement {
  readonly schema: 'spillway-load-report';
  readonly version: 1;
  /** ISO 8601, UTC. */
  readonly startedAt: string;
  readonly finishedAt: string;
  readonly environment: Environment;
  readonly phases: readonly Phase[];
  readonly series: Series;
}

interface ReportInput {
  readonly record: RunRecord;
  readonly judgement: Judgement;
  readonly environment: Environment;
  readonly startedAt: Date;
  readonly finishedAt: Date;
}

export function createReport(input: ReportInput): Report {
  const { record, judgement, environment, startedAt, finishedAt } = input;
  return {
    schema: 'spillway-load-report',
    version: 1,
    verdict: judgement.verdict,
    counts: judgement.counts,
    environment,
    startedAt: startedAt.toISOString(),
    finishedAt: finishedAt.toISOString(),
    gates: judgement.gates,
    ids: judgement.ids,
    measured: judgement.measured,
    phases: record.plan.phases,
    series: seriesOf(record, judgement.measured.startedAt),
  };
}
