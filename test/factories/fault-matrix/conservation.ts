import type { Message } from '@aws-sdk/client-sqs';
import { eventually } from '../eventually.ts';
import { driftOf, residueOf } from './books.ts';
import type { Cell } from './cell.ts';
import type { Tally } from './watch.ts';

/** How the webhooks of a cell ended, by what is to be seen of them: where they arrived, and what lies where. */
export interface Account {
  readonly accepted: number;
  readonly processed: number;
  readonly duplicate: number;
  readonly filtered: number;
  readonly deadLettered: number;
  /** Delivery ids that a destination got more than once. */
  readonly seenTwice: number;
  /** How often it got the one that it got most often. */
  readonly seenAtMost: number;
  /** What the audit finds. */
  readonly residue: number;
  /** The largest residue, of either sign, that its figures gave on the way. */
  readonly drift: number;
  /** Those that ended in no way, or in too many; for people. */
  readonly astray: readonly string[];
  /** What the functions counted meanwhile. */
  readonly metrics: Tally;
  readonly reasons: readonly string[];
}

const drainSeconds = 90;

/** Waits until nothing is on its way, takes the dead letters, and looks for each webhook. */
export async function accountOf(cell: Cell): Promise<Account> {
  const drift = await untilDrained(cell);
  const letters = await cell.matrix.takeDeadLetters();
  const dead = countBy(letters.map((letter) => idIn(letter, cell.name)));
  const ways = [...cell.accepted].map(([id, accepted]) => wayOf(cell, id, accepted, dead));
  const total = (key: 'accepted' | 'processed' | 'duplicate' | 'filtered' | 'dead') =>
    ways.reduce((sum, way) => sum + way[key], 0);
  const seen = [...cell.arrivals().values()];
  const known = new Set(cell.accepted.keys());
  const strangers = [...dead.keys(), ...cell.arrivals().keys()].filter((id) => !known.has(id));
  return {
    accepted: total('accepted'),
    processed: total('processed'),
    duplicate: total('duplicate'),
    filtered: total('filtered'),
    deadLettered: total('dead'),
    residue: residueOf(cell),
    drift,
    seenTwice: seen.filter((times) => times > 1).length,
    seenAtMost: Math.max(0, ...seen),
    astray: someOf([
      ...ways.filter((way) => endsOf(way) !== way.accepted).map(describeWay),
      ...strangers.map((id) => `${id} was never accepted, and is there`),
    ]),
    metrics: cell.since(),
    reasons: [...new Set(letters.map(reasonOf))].toSorted(),
  };
}

const shown = 5;

function someOf(lines: readonly string[]): readonly string[] {
  const rest = lines.length - shown;
  return rest <= 0 ? lines : [...lines.slice(0, shown), `… and ${rest} more`];
}

interface Way {
  readonly id: string;
  readonly accepted: number;
  readonly arrived: number;
  readonly processed: number;
  readonly duplicate: number;
  readonly filtered: number;
  readonly dead: number;
  readonly logged: readonly string[];
}

/**
 * Processed is what arrived: what also has a dead letter ended twice. Only of duplicates and of what was filtered
 * nothing else remains than what the functions said.
 */
function wayOf(cell: Cell, id: string, accepted: number, dead: ReadonlyMap<string, number>): Way {
  const logged = cell.matrix.watch.outcomes.get(id) ?? [];
  const arrived = cell.arrivals().get(id) ?? 0;
  const letters = dead.get(id) ?? 0;
  const times = (outcome: string) => logged.filter((one) => one === outcome).length;
  return {
    ...{ id, accepted, arrived, logged },
    processed: Math.min(1, arrived),
    duplicate: times('duplicate'),
    // What died after it had told so told it again.
    filtered: Math.min(accepted, times('filtered')),
    dead: letters,
  };
}

function endsOf({ processed, duplicate, filtered, dead }: Way): number {
  return processed + duplicate + filtered + dead;
}

function describeWay({ id, accepted, arrived, dead, logged }: Way): string {
  return `${id}: accepted ${accepted}, arrived ${arrived}, dead letters ${dead}, logged: ${logged.join(', ') || 'nothing'}`;
}

/** @returns the largest drift on the way */
async function untilDrained(cell: Cell): Promise<number> {
  let depth = await cell.matrix.intakeDepth();
  let drift = driftOf(cell, depth);
  try {
    await eventually(
      `${cell.name}: the intake queue is empty`,
      async () => {
        depth = await cell.matrix.intakeDepth();
        const now = driftOf(cell, depth);
        if (Math.abs(now) > Math.abs(drift)) drift = now;
        return depth.visible + depth.notVisible + depth.delayed === 0;
      },
      drainSeconds,
    );
    return drift;
  } catch (cause) {
    const logged = cell.matrix.watch.outcomes;
    const open = [...cell.accepted.keys()].filter((id) => !logged.has(id));
    throw new Error(
      `${cell.name}: the intake queue still has ${JSON.stringify(depth)}; without an end: ${open.length}, such as ${open.slice(0, 5)}; ${JSON.stringify(cell.since())}`,
      { cause },
    );
  }
}

/** Of a message that is no envelope as well: each of ours holds its webhook's id. */
function idIn({ Body = '' }: Message, name: string): string {
  return new RegExp(`${name}-\\d+`).exec(Body)?.[0] ?? `another cell’s: ${Body.slice(0, 80)}`;
}

function reasonOf({ MessageAttributes }: Message): string {
  return MessageAttributes?.reason?.StringValue ?? 'moved by SQS';
}

function countBy(keys: readonly string[]): Map<string, number> {
  const counts = new Map<string, number>();
  for (const key of keys) counts.set(key, (counts.get(key) ?? 0) + 1);
  return counts;
}
