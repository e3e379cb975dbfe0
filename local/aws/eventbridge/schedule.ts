import { TemplateError } from '../../boot/template/resolver.ts';

/** When a schedule is due next, after `time`. Milliseconds since 1970, in UTC. */
export type NextTime = (time: number) => number;

const minuteMs = 60_000;
const units: Readonly<Record<string, number>> = {
  minute: minuteMs,
  hour: 60 * minuteMs,
  day: 24 * 60 * minuteMs,
};

/**
 * `rate(5 minutes)`, counted from when it is asked first, or a `cron(…)` that says minutes and leaves all else open.
 *
 * @throws TemplateError for what EventBridge refuses, or is not understood
 * @see https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-scheduled-rule-pattern.html
 */
export function readSchedule(expression: string): NextTime {
  const [, value = '', unit = '', plural] =
    /^rate\(([1-9]\d*) (minute|hour|day)(s)?\)$/.exec(expression) ?? [];
  if (unit !== '' && (value === '1') === (plural === undefined)) {
    return (time) => time + Number(value) * (units[unit] ?? minuteMs);
  }
  const fields = /^cron\((.+)\)$/.exec(expression)?.[1]?.split(' ') ?? [];
  const [minutes = '', ...others] = fields;
  const isOpen = ['* * * ? *', '* ? * * *'].includes(others.join(' '));
  const allowed = readMinutes(minutes);
  if (!isOpen || allowed === undefined) {
    throw new TemplateError(`The embedded stack can't run the schedule ${expression}.`);
  }
  return (time) => {
    let next = Math.floor(time / minuteMs) * minuteMs + minuteMs;
    while (!allowed.has(new Date(next).getUTCMinutes())) next += minuteMs;
    return next;
  };
}

/** `*`, `7`, `2/5` and lists of them. */
function readMinutes(field: string): ReadonlySet<number> | undefined {
  const parts = field.split(',').map(readPart);
  return parts.every((part) => part !== undefined) ? new Set(parts.flat()) : undefined;
}

function readPart(part: string): readonly number[] | undefined {
  const [, from = '60', step] = /^(\*|\d{1,2})(?:\/(\d{1,2}))?$/.exec(part) ?? [];
  const isAny = from === '*';
  const first = isAny ? 0 : Number(from);
  const every = Number(step ?? (isAny ? 1 : 60));
  if (first > 59 || every < 1) return undefined;
  return Array.from({ length: Math.ceil((60 - first) / every) }, (_, n) => first + n * every);
}
