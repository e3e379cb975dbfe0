import { describe, expect, it } from 'vitest';
import { type Heard, listen } from '../../service/audit/listen.ts';
import type { ExpectEvery } from '../../service/webhook/cadence.ts';
import { cadencesOf } from '../../service/webhook/cadences-of.ts';
import { silencePercent } from '../../service/webhook/expected-time.ts';
import type { SenderName } from '../../service/webhook/senders.ts';
import { proveOnSeries } from '../../test/factories/time-machine/prove-on-series.ts';
import { silenceAlarms } from './silence.ts';

/** One figure of each run of the audit, five minutes apart. */
const runs = (...figures: readonly (number | '_')[]) =>
  figures.map((figure) => `${figure} _x4`).join(' ');

proveOnSeries(silenceAlarms, {
  SourceSilent: {
    fires: ['it stays silent', { SourceSilence: runs(0, 40, 80, 120, 160) }, '16-'],
    quiet: ['it sends just in time, again and again', { SourceSilence: '(0+10x10)x12' }],
    clears: ['it sends again', { SourceSilence: runs(80, 120, 160, 0, 10, 20) }, '6-16'],
    sparse: ['it was never heard', { SourceSilence: '(0 _x4)x48' }],
    atThreshold: [
      'exactly as long as it may',
      { SourceSilence: runs(80, 100, '_', '_', 5) },
      '6-21',
    ],
    oneShort: ['a tenth of a percent less', { SourceSilence: runs(0, 50, 99.9, 0, 50, 99.9) }],
  },
});

/** A Thursday, at noon. */
const noon = Date.UTC(2026, 10, 26, 12);
const minuteMs = 60_000;
const hour = 60;
const day = 24 * hour;

/** From webhook to alarm: the minutes, counted from that noon, at which the figure of the audit is 100 or more. */
async function silentIn(
  minutes: number,
  source: { readonly sender?: SenderName; readonly expectEvery?: ExpectEvery },
  isHeard: (minute: number) => boolean,
): Promise<string> {
  const { it: cadence } = cadencesOf({ sources: { it: { sender: 'github', ...source } } });
  if (cadence === undefined) return 'unwatched';
  let stored: Heard | undefined;
  const spans: string[] = [];
  let isSilent = false;
  for (let minute = 0; minute < minutes; minute += 5) {
    const { at } = await listen(
      {
        readHeard: async () => stored,
        readArrivals: async ({ from, to }) => {
          const points = [];
          for (let time = from; time < to; time += minuteMs) {
            if (isHeard((time - noon) / minuteMs)) points.push({ at: time, value: 1 });
          }
          return { 'it webhooks': points };
        },
        writeHeard: async (heard) => {
          stored = heard;
        },
      },
      noon + minute * minuteMs,
    );
    const { it: heardAt } = at;
    const now = noon + minute * minuteMs;
    const is = heardAt !== undefined && silencePercent(cadence, heardAt, now) >= 100;
    if (is && !isSilent) spans.push(`${minute}-`);
    if (!is && isSilent) spans.push(`${spans.pop()}${minute}`);
    isSilent = is;
  }
  return spans.join(', ') || 'never';
}

const working = { within: '1 h', days: 'Mon-Fri', hours: '08-20', timeZone: 'Europe/Berlin' };
/** Each quarter of an hour while people work there: 8 to 20 is 7 to 19 in UTC. */
const inOffice = (minute: number) => {
  const time = new Date(noon + minute * minuteMs);
  const hours = time.getUTCHours();
  return minute % 15 === 0 && time.getUTCDay() % 6 !== 0 && hours >= 7 && hours < 19;
};

describe('a source', () => {
  it.each<[string, Parameters<typeof silentIn>, string]>([
    [
      'that sends each hour, up to five minutes late, is never silent',
      [3 * day, { expectEvery: '1 h' }, (minute) => minute % hour === (minute % 3) * 2],
      'never',
    ],
    [
      'is told of 66 to 71 minutes after its last webhook, until the next one',
      [day, { expectEvery: '1 h' }, (minute) => minute === 0 || minute === 5 * hour],
      '70-305, 370-',
    ],
    [
      'that was never set up is never told of',
      [9 * day, { expectEvery: '1 h' }, () => false],
      'never',
    ],
    [
      'that sends ten a day is told of when they stop',
      [3 * day, { expectEvery: '3 h' }, (minute) => minute % 144 === 0 && minute < day],
      `${9 * 144 + 199}-`,
    ],
    [
      'that works by day is silent by night and at the weekend, which is as expected',
      [8 * day, { expectEvery: working }, inOffice],
      'never',
    ],
    [
      'that dies at the weekend is told of on Monday at 9, and until it sends again',
      [
        8 * day,
        { expectEvery: working },
        (minute) => (minute < 2 * day || minute > 5 * day) && inOffice(minute),
      ],
      // Monday at 8 in Berlin is 7 in UTC.
      `${4 * day - 5 * hour + 70}-${5 * day + 20}`,
    ],
    [
      'with a promise of its sender is watched without a word',
      [5 * day, { sender: 'zoom' }, (minute) => minute === 0],
      `${79 * hour + 15}-`,
    ],
    [
      'with a promise of its sender is not watched where it says so',
      [day, { sender: 'asana', expectEvery: false }, () => false],
      'unwatched',
    ],
    ['without a cadence is not watched', [day, {}, () => false], 'unwatched'],
  ])('%s', async (_, given, expected) => {
    expect(await silentIn(...given)).toBe(expected);
  });
});
