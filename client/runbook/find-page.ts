import { nearestName } from '../../service/webhook/nearest-name.ts';
import { wrongUsage } from '../command-error.ts';
import type { CommandLines } from '../command-lines.ts';

/** An alarm, and its page in `runbooks/`. */
export interface FoundPage {
  /** Without the stage: `signature-failures-shop`. */
  readonly alarm: string;
  /** `signature-failures` */
  readonly pageName: string;
  /** The source or the destination that the alarm is for: `shop`. */
  readonly of?: string;
}

/** As alarms are named: what was run is kept in a file of that name. */
const isPlain = /^[\w.-]{1,200}$/;

/**
 * The page of an alarm, of which mails and dashboards have the full name.
 *
 * @param given `dlq-not-empty`, `spillway-prod-dlq-not-empty`, `signature-failures-shop`, `dlq-not-empty.md`
 * @param stage as in the names of its alarms; absent where that of any stage may be meant
 * @throws CommandError for a name without a page, and for an alarm of another stage
 */
export function findPage(
  given: string,
  pages: readonly string[],
  { stage, lines }: { readonly stage?: string; readonly lines: CommandLines },
): FoundPage {
  const [, ofStage, alarm = given] = /^spillway-([a-z0-9]+)-(.+)$/.exec(given) ?? [];
  if (ofStage !== undefined && stage !== undefined && ofStage !== stage) {
    throw wrongUsage(
      `${given} is an alarm of the stage ${ofStage}, and this is ${stage}.`,
      `To walk its page there: ${lines.same({ stage: ofStage })}`,
    );
  }
  const name = alarm.replace(/^(?:.*\/)?(.+?)(?:\.md)?$/, '$1');
  if (pages.includes(name)) return { alarm: name, pageName: name };
  const [pageName] = pages
    .filter((one) => name.startsWith(`${one}-`) && isPlain.test(name))
    .toSorted((a, b) => b.length - a.length);
  if (pageName !== undefined) return { alarm: name, pageName, of: name.slice(pageName.length + 1) };
  const meant = nearestName(name, pages);
  throw wrongUsage(
    `There is no page for ${given}.${meant === undefined ? '' : ` Did you mean ${meant}?`}`,
    `There are: ${pages.join(', ')}`,
  );
}
