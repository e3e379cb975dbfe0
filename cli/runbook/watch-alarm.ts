import type { CurrentAlarm } from '../../client/alarms/current-alarm.ts';
import { orAborted } from '../../client/or-aborted.ts';
import { alarmNews } from '../../client/runbook/alarm-news.ts';
import { readOwnAlarm } from '../../client/runbook/own-alarm.ts';
import { formatSeconds } from '../../client/terminal/format.ts';
import { choose } from './choose.ts';
import type { Session } from './session.ts';

const pauseMs = 5_000;

/** Says how the alarm is, where that is news. */
export async function tellAlarm(session: Session): Promise<CurrentAlarm | undefined> {
  const { connected, context, transcript, alarm: name } = session;
  const alarm = await readOwnAlarm(connected.clients.cloudWatch, connected.stage.name, name);
  const news = alarmNews(alarm, name);
  if (news === session.told.news) return alarm;
  session.told.news = news;
  transcript?.line('alarm', news);
  const { out } = context;
  out.line();
  out.line(out.style([alarm?.state === 'ALARM' ? 'red' : 'green', 'bold'], news));
  return alarm;
}

/** At the end of the page the alarm is over, or somebody waits for that. */
export async function waitUntilOver(session: Session): Promise<void> {
  let alarm = await tellAlarm(session);
  while (alarm?.state === 'ALARM') {
    session.context.out.line(
      `This is the end of the page, and the alarm is on.${lastsText(session)}`,
    );
    if ((await choose(['wait'], session)) === 'quit') return;
    alarm = await wait(session);
  }
}

/** Nobody should look for another cause while the old one is still in what is measured. */
function lastsText({ page }: Session): string {
  const row = /^\| threshold \| .* of ([\d,]+) periods? of ([\d,]+) s\b/m.exec(page.text);
  if (row === null) return '';
  const [periods = 0, seconds = 0] = row.slice(1).map((text) => Number(text.replaceAll(',', '')));
  return ` It looks at the last ${formatSeconds(periods * seconds)}, and may be on for that long after its cause is gone.`;
}

async function wait(session: Session): Promise<CurrentAlarm | undefined> {
  const { connected, context } = session;
  const { signal, sleep, err, now } = context;
  const begun = now();
  for (;;) {
    const alarm = await readOwnAlarm(
      connected.clients.cloudWatch,
      connected.stage.name,
      session.alarm,
    );
    if (signal.aborted || alarm?.state !== 'ALARM') return tellAlarm(session);
    err.progress(`It is on still, after ${formatSeconds((now() - begun) / 1000)} …`);
    await orAborted(sleep(pauseMs), signal);
  }
}
