import type { AuditReport } from '../../../../../client/audit/read-audit.ts';
import type { Status } from '../../../../../client/status/read-status.ts';

export interface Verdict {
  readonly is: 'well' | 'wrong' | 'unknown';
  readonly sentence: string;
}

/** How a stage is, in a sentence. What can't be known is never well. @param audit `undefined` where it can't be read */
export function verdictOf(status: Status, audit: AuditReport | undefined): Verdict {
  const wrong = wrongs(status, audit);
  if (wrong.length > 0) return { is: 'wrong', sentence: `${listed(wrong)}.` };
  const silent = status.alarms.length === 0 ? ['the stage has no alarms'] : [];
  const unknown = [...silent, ...(status.notKnown.length > 0 ? ['not all could be read'] : [])];
  if (unknown.length > 0) {
    return {
      is: 'unknown',
      sentence: `Nothing is wrong that can be seen, but ${unknown.join(', and ')}.`,
    };
  }
  const sum = audit === undefined ? '' : ', and every webhook is accounted for';
  return { is: 'well', sentence: `All is well: no alarm is on, no dead letter waits${sum}.` };
}

function wrongs(status: Status, audit: AuditReport | undefined): readonly string[] {
  const { alarms, queues, resting = [] } = status;
  const on = alarms.filter(({ state }) => state === 'ALARM').length;
  const letters = queues.find(({ role }) => role === 'dead-letters')?.visible ?? 0;
  const names = resting.map(({ destination }) => destination);
  return [
    counted(on, 'alarm is on', 'alarms are on'),
    audit === undefined || audit.verdict === 'balanced' ? '' : residueText(audit),
    counted(letters, 'dead letter waits', 'dead letters wait'),
    names.length === 0 ? '' : `${names.join(', ')} ${names.length === 1 ? 'rests' : 'rest'}`,
  ].filter((part) => part !== '');
}

/** Nothing of none. */
function counted(count: number, one: string, many: string): string {
  if (count === 0) return '';
  return count === 1 ? `1 ${one}` : `${count} ${many}`;
}

function residueText({ verdict, residue }: AuditReport): string {
  const count = Math.abs(residue);
  const webhooks = count === 1 ? '1 webhook' : `${count} webhooks`;
  return verdict === 'missing'
    ? `${webhooks} missing`
    : `${webhooks} more ended than were accepted`;
}

function listed(parts: readonly string[]): string {
  const [first = '', ...rest] = parts;
  if (rest.length === 0) return first;
  return `${[first, ...rest.slice(0, -1)].join(', ')} and ${rest.at(-1)}`;
}

/** What the accepted became; the parts add up to it. */
export function sumOf(audit: AuditReport): readonly (readonly [name: string, count: number])[] {
  const { settledAs, queue, residue } = audit;
  const { processed, duplicate, filtered, deadLettered, otherwise } = settledAs;
  return [
    ['processed', processed],
    ['duplicate', duplicate],
    ['filtered', filtered],
    ['dead-lettered', deadLettered],
    ['in the queue', queue.total],
    ...(otherwise === 0 ? [] : [['settled otherwise', otherwise] as const]),
    ...(residue === 0 ? [] : [['not accounted for', residue] as const]),
  ];
}
