import { beforeAll, describe, expect, it } from 'vitest';
import { synthesizeStack } from '../test/factories/synthesized-stack.ts';
import { readDeployedAlarms } from '../test/factories/time-machine/deployed-alarms.ts';
import { normal } from '../test/factories/time-machine/stage/conditions.ts';
import type { StageNames } from '../test/factories/time-machine/stage/published-rows.ts';
import { Stage } from '../test/factories/time-machine/stage/stage.ts';
import {
  createTimeMachine,
  type SeriesByMetric,
  type TimeMachine,
} from '../test/factories/time-machine/time-machine.ts';
import type { Fired, Incident } from '../test/incidents/incident.ts';
import { incidents } from '../test/incidents/incidents.ts';
import { alarmSlug } from './alarms/alarm-slug.ts';
import { alarms } from './alarms/catalogue.ts';
import { siblings as siblingsOf } from './alarms/siblings.ts';

const stage = 'prod';
const all = Object.values<Incident>(incidents);

let machine: TimeMachine;
let names: StageNames;
let watched: ReadonlySet<string>;

beforeAll(async () => {
  const stack = await synthesizeStack({ stage });
  machine = createTimeMachine(stack, stage);
  const [mapping] = stack.someOfType('AWS::Lambda::EventSourceMapping');
  names = { stage, source: 'github', destination: 'app', mappingId: `<${mapping?.id}>` };
  const queries = readDeployedAlarms(stack).flatMap(({ definition }) =>
    definition.kind === 'metric' ? definition.queries : [],
  );
  watched = new Set(queries.flatMap(({ metric }) => metric?.name ?? []));
});

/** What a stage publishes, minute by minute. */
function publish({ always, startsAt, before = () => ({}), during }: Incident) {
  const running = new Stage(names);
  return (minute: number) => {
    const special = minute < startsAt ? before(minute) : during(minute - startsAt);
    return running.pass({ ...normal, ...always, ...special });
  };
}

/** In the order in which they fired. */
function fired(incident: Incident): readonly Fired[] {
  const { startsAt, lasts } = incident;
  return [...machine.onMinutes(startsAt + lasts, publish(incident))]
    .flatMap(([alarm, spans]) =>
      spans.map(({ from, to }) => ({
        ...{ alarm, after: from - startsAt },
        ...(to === undefined ? {} : { over: to - startsAt }),
      })),
    )
    .filter(({ after }) => after > 0)
    .toSorted((a, b) => a.after - b.after);
}

/** The alarm of the catalogue that an alarm of a stage comes from: its name may end with a source or destination. */
function idOf(slug: string): keyof typeof alarms | undefined {
  const ids = Object.keys(alarms) as (keyof typeof alarms)[];
  return ids.find((id) => slug === alarmSlug(id) || slug.startsWith(`${alarmSlug(id)}-`));
}

it.each(all)('$title: what fires, when, and nothing else', (incident) => {
  expect(fired(incident)).toEqual(incident.fires);
});

it.each(all)('$title: all that fires are siblings', ({ fires }) => {
  const [first, ...others] = fires.map(({ alarm }) => idOf(alarm));
  const siblings: readonly (string | undefined)[] = first ? siblingsOf[first] : [];
  expect(others.filter((id) => !siblings.includes(id))).toEqual([]);
});

/** A run each five minutes, the first one in the fourth. */
const runs = '_x4 (0 _x4)x12';

describe.each([
  ['consumer-dead', 'PolledEventCount', '_x2 0x62', 'AcceptedTotal', runs],
  ['audit-silent', 'AcceptedTotal', runs, 'PolledEventCount', '_x2 0x62'],
  ['reconciler-silent-github', 'ReconciliationLag', runs, 'AcceptedTotal', runs],
])('%s', (slug, own, beats, other, others) => {
  const alarmed = (series: SeriesByMetric) => machine.onSeries(series).alarmed(slug);
  const hours = '_x180';

  it('is off at a first deployment, in which it and all beside it are silent at first', () => {
    expect(alarmed({ [own]: beats, [other]: others })).toBe('never');
    expect(alarmed({ [own]: `_x6 ${beats}`, [other]: others })).toBe('never');
    expect(alarmed({ [own]: beats, [other]: `_x6 ${others}` })).toBe('never');
    expect(alarmed({ [own]: beats })).toBe('never');
  });

  it('fires for what never begins, as long as something beside it does', () => {
    expect(alarmed({ [other]: `${others} ${others}` })).toMatch(/^\d+-$/);
  });

  it('fires for what falls silent, and stays on for as long as that lasts', () => {
    expect(alarmed({ [own]: `${beats} ${hours}` })).toMatch(/^\d+-$/);
    expect(alarmed({ [own]: `${beats} ${hours}`, [other]: `${others} ${hours}` })).toMatch(
      /^\d+-$/,
    );
    expect(alarmed({ [own]: `${beats} ${hours} ${beats}` })).toMatch(/^\d+-\d+$/);
  });
});

it('lets the stage publish all that is watched, but for what no incident is about', () => {
  const published = new Set(
    all.flatMap((incident) => {
      const pass = publish(incident);
      return Array.from({ length: incident.startsAt + 30 }, (_, minute) =>
        pass(minute).map(({ name }) => name),
      ).flat();
    }),
  );
  expect([...watched].filter((name) => !published.has(name)).toSorted()).toEqual([
    'ClaimedAccountConcurrency',
    'DeliveredButAbsent',
    'DeliveryLogUnreadable',
    'EMFParsingErrors',
    'EMFValidationErrors',
    'FinalAttemptFailed',
    'GatewayThrottled',
    'LastReceiveEnded',
    'MissedDeliveries',
    'PayloadTooLarge',
    'SourceSilence',
  ]);
});
