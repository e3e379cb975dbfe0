import type { AlarmStory, MissingAlarm, ShortAlarm } from '../../../server/endpoints/read-alarm.ts';
import type { AlarmPast } from '../../../server/endpoints/read-alarm-history.ts';
import type { AlarmMetrics } from '../../../server/endpoints/read-alarm-metrics.ts';
import { AlarmState } from '../../parts/alarm-state.tsx';
import { LoadState } from '../../parts/load-state.tsx';
import { durationText } from '../../parts/since-text.ts';
import { dateText, zoned } from '../../parts/time-text.ts';
import { isNarrow } from '../../state/is-narrow.ts';
import { session } from '../../state/session.ts';
import { useCall } from '../../state/use-call.ts';
import { RangeBar } from '../dashboards/range-bar.tsx';
import { rangeQuery, refreshEvery, timeRange } from '../dashboards/time-range.ts';
import { AlarmGraphs } from './alarm-graphs.tsx';
import { AlarmHistory } from './alarm-history.tsx';
import { Runbook } from './runbook.tsx';

/** One alarm: what it says, measures and went through, beside its page. */
export function AlarmPage({ name }: { readonly name: string }) {
  const story = useCall<AlarmStory | MissingAlarm>(
    `/api/alarms/${encodeURIComponent(name)}`,
    5_000,
  );
  return (
    <>
      <p class="alarm-back">
        <a href="/alarms">All alarms</a>
      </p>
      <LoadState of={story}>
        {(known) =>
          'isMissing' in known ? (
            <Missing name={known.name} />
          ) : (
            <Known story={known} isStale={story.error !== undefined} />
          )
        }
      </LoadState>
    </>
  );
}

/** A page may lead to an alarm that this stage has not: what is written of it is of use all the same. */
function Missing({ name }: Pick<MissingAlarm, 'name'>) {
  return (
    <>
      <h1>{name}</h1>
      <p>This stage has no such alarm. Its page is below.</p>
      <Runbook alarm={name} />
    </>
  );
}

function Known({ story, isStale }: HeadProps) {
  return (
    <>
      <Head story={story} isStale={isStale} />
      <Parts story={story} />
    </>
  );
}

/** On a telephone the page comes first. By their keys both stay what they are when it is turned. */
function Parts({ story }: { readonly story: AlarmStory }) {
  const parts = [
    <div key="known">
      <RangeBar />
      <Past story={story} />
      <Others title="Its parts" alarms={story.children} at={story.at} />
      <Others title="May be on for the same cause" alarms={story.siblings} at={story.at} />
    </div>,
    <Runbook key="runbook" alarm={story.name} />,
  ];
  return <div class="alarm">{isNarrow.value ? parts.toReversed() : parts}</div>;
}

function Past({ story: { name, condition } }: { readonly story: AlarmStory }) {
  const time = timeRange();
  const of = (what: string) =>
    `/api/alarms/${encodeURIComponent(name)}/${what}?${rangeQuery(time)}`;
  const every = refreshEvery(time, session.value?.isEmbedded === true);
  const metrics = useCall<AlarmMetrics>(of('metrics'), every);
  const past = useCall<AlarmPast>(of('history'), every);
  return (
    <>
      <AlarmGraphs metrics={metrics} past={past.value} />
      <AlarmHistory past={past} condition={condition} />
    </>
  );
}

interface HeadProps {
  readonly story: AlarmStory;
  readonly isStale: boolean;
}

function Head({ story, isStale }: HeadProps) {
  const { name, state, since, at, meaning, reason, impact, severity, dashboard } = story;
  return (
    <header class="alarm-head">
      <h1>{name}</h1>
      <p role="status">
        {isStale && `As of ${zoned(dateText(at))}: `}
        <AlarmState state={state} />
        {since !== undefined && (
          <>
            {' '}
            for {durationText(Date.parse(at) - Date.parse(since))}{' '}
            <span class="quiet">(since {zoned(dateText(since))})</span>
          </>
        )}
        {severity !== undefined && (
          <span class="quiet">
            {' · '}
            {severity === 'P' ? 'P, wakes somebody' : 'T, waits for the morning'}
          </span>
        )}
      </p>
      <p class="isolated">{state === 'ALARM' ? reason : meaning}</p>
      {impact !== undefined && <p class="isolated">Impact: {impact}</p>}
      {dashboard !== undefined && (
        <p>
          <a href={`/dashboards/${encodeURIComponent(dashboard)}`}>Dashboard {dashboard}</a>
        </p>
      )}
    </header>
  );
}

interface OthersProps {
  readonly title: string;
  readonly alarms: readonly ShortAlarm[];
  readonly at: string;
}

function Others({ title, alarms, at }: OthersProps) {
  if (alarms.length === 0) return null;
  return (
    <section class="panel">
      <h2>{title}</h2>
      <ul class="plain alarm-others">
        {alarms.map(({ name, state, since }) => (
          <li key={name}>
            <AlarmState state={state} /> <a href={`/alarms/${encodeURIComponent(name)}`}>{name}</a>
            {since !== undefined && (
              <span class="quiet"> {durationText(Date.parse(at) - Date.parse(since))}</span>
            )}
          </li>
        ))}
      </ul>
    </section>
  );
}
