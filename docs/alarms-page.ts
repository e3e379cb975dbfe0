import type { AlarmDefinition, AlarmText } from '../dashboards/alarms/alarm-definition.ts';
import { alarmSlug } from '../dashboards/alarms/alarm-slug.ts';
import { alarms } from '../dashboards/alarms/catalogue.ts';
import type { Watched } from '../dashboards/watched.ts';
import { settingsSchema } from '../infra/settings-schema.ts';
import { watch } from '../infra/watch.ts';
import type { Fired, Incident } from '../test/incidents/incident.ts';
import { incidents } from '../test/incidents/incidents.ts';
import { markdownTable } from './markdown-table.ts';

/** `docs/alarms.md`: what each alarm is for, and which ones an incident fires. */
export function alarmsPage(): string {
  return `${[
    '# Alarms',
    '',
    'Generated from `dashboards/alarms/` and `test/incidents/` by `npm run docs`. Tests hold both together: the alarms as',
    '`cdk deploy` ships them are evaluated by the rules of CloudWatch, on series of metrics (`npx vitest run dashboards`).',
    'P wakes someone, T writes a ticket. Each alarm has its page in [runbooks/](../runbooks), by the same name.',
    '',
    '## What fires when',
    '',
    'A stage gets 60 webhooks a minute, one source and one destination, unless the story says otherwise. Minutes count from',
    'the beginning of the incident to the evaluation that fires; AWS shows most metrics a minute or two later than they are',
    'measured, which comes on top. Where it says *on*, the alarm is still on when we stop watching. Nothing else fires.',
    'At a first deployment nothing fires: an alarm on silence has no value, and no state, until something is heard.',
    '',
    ...markdownTable(
      ['', 'incident', 'wakes someone', 'writes a ticket'],
      stories.map(({ title, story, fires }, index) => [
        String(index + 1),
        `**${title}.** ${story}`,
        firedText(fires, 'P'),
        firedText(fires, 'T'),
      ]),
    ),
    '',
    '## Alarm by incident',
    '',
    'After how many minutes, by the number of the incident above.',
    '',
    ...byIncident(),
    '',
    '## Each alarm',
    '',
    'With the default settings. The last column is for a stage that gets 10 webhooks a day: nothing wakes anybody there but a',
    'webhook that is lost, or one that waits.',
    '',
    ...markdownTable(
      ['alarm', '', 'it fires when', 'at 10 webhooks a day'],
      Object.entries<AlarmText & Pick<AlarmDefinition, 'each'>>(alarms).map(([id, alarm]) => [
        `\`${alarmSlug(id)}\``,
        alarm.severity,
        alarm.meaning(watched, alarm.each && anyOf[alarm.each]),
        alarm.atLowTraffic,
      ]),
    ),
  ].join('\n')}\n`;
}

const stories = Object.values<Incident>(incidents);
const anyOf = {
  sources: 'a source',
  destinations: 'a destination',
  cadences: 'a source',
  deliveryLogs: 'a source',
} as const;

const watched: Watched = watch(
  { region: 'eu-west-1' },
  { ...settingsSchema.parse({ repository: 'owner/repository' }), stage: 'prod' },
  { sources: {}, destinations: {} },
  { mapping: { eventSourceMappingId: '' } },
);

/** The alarm of the catalogue that an alarm of a stage comes from: its name may end with a source or destination. */
function idOf(slug: string): keyof typeof alarms {
  const ids = Object.keys(alarms) as (keyof typeof alarms)[];
  const found = ids.find((id) => slug === alarmSlug(id) || slug.startsWith(`${alarmSlug(id)}-`));
  if (found === undefined) throw new Error(`The catalogue has no alarm ${slug}`);
  return found;
}

function firedText(fires: readonly Fired[], severity: AlarmText['severity']): string {
  const told = fires.filter(({ alarm }) => alarms[idOf(alarm)].severity === severity);
  const text = told.map(({ alarm, after, over }) => {
    const until = over === undefined ? 'on' : `over after ${over}`;
    return `\`${alarmSlug(idOf(alarm))}\` after ${after} min, ${until}`;
  });
  return text.join('<br>') || 'nothing';
}

function byIncident(): readonly string[] {
  const firing = (Object.keys(alarms) as (keyof typeof alarms)[]).filter((id) =>
    stories.some(({ fires }) => fires.some(({ alarm }) => idOf(alarm) === id)),
  );
  const rows = firing.map((id) => [
    `\`${alarmSlug(id)}\``,
    alarms[id].severity,
    ...stories.map(({ fires }) =>
      String(fires.find(({ alarm }) => idOf(alarm) === id)?.after ?? ''),
    ),
  ]);
  const numbers = stories.map((_, index) => String(index + 1));
  return markdownTable(['alarm', '', ...numbers], rows);
}
