import type { z } from 'zod';
import { seriesOf } from '../judge/series.ts';
import type { Judgement } from '../judge/verdict.ts';
import type { RunRecord } from '../run-record.ts';
import { requestsOf } from '../samples/requests.ts';
import { byPhase } from './by-phase.ts';
import type { Environment } from './environment.ts';
import { heatMapOf } from './heat-map.ts';
import { observedOf } from './observed.ts';
import { reportSchema } from './report-schema.ts';

export type Report = z.output<typeof reportSchema>;
type Written = z.input<typeof reportSchema>;

interface ReportInput {
  readonly record: RunRecord;
  readonly judgement: Judgement;
  readonly environment: Environment;
  readonly startedAt: Date;
  readonly finishedAt: Date;
  readonly remarks?: readonly string[];
  /** Artillery's own percentiles. */
  readonly sketch?: NonNullable<Written['sketch']>;
}

/** @throws ZodError naming the field that a report can't have */
export function createReport(input: ReportInput): Report {
  const { record, judgement, environment, startedAt, finishedAt, remarks = [] } = input;
  const { plan } = record;
  const begin = judgement.measured.startedAt;
  const requests = requestsOf(record.samples, plan.timeoutMs);
  const report: Written = {
    schema: 'spillway-load-report',
    version: 2,
    run: plan.run,
    scenario: plan.scenario,
    endpoint: plan.endpoint,
    startedAt: startedAt.toISOString(),
    finishedAt: finishedAt.toISOString(),
    verdict: judgement.verdict,
    gates: judgement.gates,
    counts: judgement.counts,
    ids: judgement.ids,
    measured: judgement.measured,
    phases: plan.phases,
    series: seriesOf(record, begin),
    byPhase: byPhase(plan.phases, requests, begin),
    stages: { ...record.stages, endToEnd: judgement.measured.endToEnd },
    heatMap: heatMapOf(requests, begin),
    ...(judgement.knee && { knee: judgement.knee }),
    growths: judgement.growths,
    unchecked: record.unchecked ?? [],
    notLookedAt: judgement.notLookedAt,
    remarks,
    environment,
    ...observedOf(record, begin),
    ...(record.cost && { costPerMillion: record.cost }),
    ...(input.sketch && { sketch: input.sketch }),
  };
  return reportSchema.parse(report);
}
