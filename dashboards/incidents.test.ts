import { beforeAll, expect, it } from 'vitest';
import { synthesizeStack } from '../test/factories/synthesized-stack.ts';
import { readDeployedAlarms } from '../test/factories/time-machine/deployed-alarms.ts';
import { normal } from '../test/factories/time-machine/stage/conditions.ts';
import type { StageNames } from '../test/factories/time-machine/stage/published-rows.ts';
import { Stage } from '../test/factories/time-machine/stage/stage.ts';
import {
  createTimeMachine,
  type TimeMachine,
} from '../test/factories/time-machine/time-machine.ts';
import type { Fired, Incident } from '../test/incidents/incident.ts';
import { incidents } from '../test/incidents/incidents.ts';
import { alarmSlug } from './alarms/alarm-slug.ts';
import { alarms } from './alarms/catalogue.ts';

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
  const siblings: readonly (string | undefined)[] = first ? alarms[first].siblings : [];
  expect(others.filter((id) => !siblings.includes(id))).toEqual([]);
});

it.each([
  ['consumer-dead', 'PolledEventCount', '_x2 0x60', '1-3'],
  ['audit-silent', 'AcceptedTotal', '_x4 (0 _x4)x12', '1-5'],
  ['reconciler-silent-github', 'ReconciliationLag', '_x4 (0 _x4)x12', '1-5'],
])('%s is on at a first deployment, until its first heartbeat', (slug, name, series, alarmed) => {
  expect(machine.onSeries({ [name]: series }).alarmed(slug)).toBe(alarmed);
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
